using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Offline.Tensors;

public sealed class MemoryTests
{
    /// <summary>6 GB in tensors that nobody disposes. The published TorchSharp makes no such promise, so there it is not asked for.</summary>
    [Fact]
    public void A_program_that_forgets_to_dispose_gets_its_memory_back_all_the_same()
    {
        if (typeof(torch).Assembly.GetName().Name != "AkkaDreamer.Offline.TorchSharp") return;
        const long each = 32L << 20;
        var before = Environment.WorkingSet;
        long most = 0;
        var worker = new Thread(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                zeros(each / sizeof(float)).add_(1);
                most = Math.Max(most, Environment.WorkingSet - before);
            }
        });
        worker.Start();
        worker.Join();
        Assert.True(most < 3L << 30, $"{most >> 20} MB more in use");
    }
}
