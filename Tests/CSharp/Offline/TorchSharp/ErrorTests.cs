using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Offline.Tensors;

public sealed class ErrorTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Native_errors_are_exceptions_with_libtorchs_message()
    {
        var a = ones(2, 3);
        // Not matmul: the published TorchSharp does not catch its native error, and the process ends.
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", Assert.Throws<ExternalException>(() => a.mm(a)).Message);
        Assert.Contains("must match", Assert.Throws<ExternalException>(() => a + ones(2, 4)).Message);
        Assert.Contains("shape '[7]' is invalid for input of size 6", Assert.Throws<ExternalException>(() => a.view(7)).Message);
        Assert.Contains("out of range", Assert.Throws<ExternalException>(() => a.sum(5)).Message);
        Assert.Contains("does not require grad", Assert.Throws<ExternalException>(() => a.sum().backward()).Message);
        Assert.Contains("in-place", Assert.Throws<ExternalException>(() => a.requires_grad_().add_(1)).Message);
    }

    [Fact]
    public void An_error_leaves_nothing_behind_for_the_next_call()
    {
        Assert.Throws<ExternalException>(() => ones(2) + ones(3));
        CheckForErrors();
        Assert.Equal(2f, ones(2).sum().item<float>());
    }

    [Fact]
    public void An_array_that_is_too_small_for_its_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => tensor(new float[3], 2, 2));

    [Fact]
    public void A_device_that_is_not_there_is_refused()
    {
        if (cuda.is_available()) return;
        Assert.Equal(0, cuda.device_count());
        Assert.ThrowsAny<Exception>(() => ones(1).to(DeviceType.CUDA));
    }
}
