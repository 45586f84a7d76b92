using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static AkkaDreamer.Tests.Offline.Tensors.GoldenValues;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Offline.Tensors;

public sealed class OptimiserTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Five_steps_end_where_PyTorchs_end()
    {
        Run("adam", p => optim.Adam(p, lr: 0.05, beta1: 0.8, beta2: 0.9, eps: 1e-6, weight_decay: 0.01));
        Run("adam_amsgrad", p => optim.Adam(p, lr: 0.05, amsgrad: true));
        Run("adamw", p => optim.AdamW(p, lr: 0.05, weight_decay: 0.1));
    }

    [Fact]
    public void An_optimiser_saved_and_loaded_goes_on_as_if_nothing_happened()
    {
        Parameter[] kept = Start(), stopped = Start();
        using var one = optim.Adam(kept);
        using var two = optim.Adam(stopped);
        for (var i = 0; i < 3; i++) { Step(one, kept, i); Step(two, stopped, i); }
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true)) two.save_state_dict(writer);
        stream.Position = 0;
        using var three = optim.Adam(stopped);
        using (var reader = new BinaryReader(stream)) three.load_state_dict(reader);
        Step(one, kept, 3);
        Step(three, stopped, 3);
        for (var i = 0; i < kept.Length; i++) Assert.True(kept[i].Equals(stopped[i]));
    }

    [Fact]
    public void The_learning_rate_of_a_group_can_be_changed()
    {
        var parameters = Start();
        var before = parameters[0].clone();
        using var optimiser = optim.Adam(parameters);
        foreach (var group in optimiser.ParamGroups) group.LearningRate = 0;
        Step(optimiser, parameters, 0);
        Assert.True(parameters[0].Equals(before));
    }

    [Fact]
    public void Clipping_scales_all_gradients_by_one_factor()
    {
        var parameters = Start();
        parameters[0].grad = full_like(parameters[0], 3);
        parameters[1].grad = full_like(parameters[1], 4);
        var norm = nn.utils.clip_grad_norm_(parameters, 1.0);
        Assert.Equal(Math.Sqrt(6 * 9 + 3 * 16), norm, 4);
        Assert.Equal(3 / norm, parameters[0].grad![0, 0].item<float>(), 4);
        Assert.Equal(4 / norm, parameters[1].grad![0].item<float>(), 4);
        nn.utils.clip_grad_value_(parameters, 0.1);
        Assert.Equal(0.1f, parameters[1].grad!.max().item<float>());
    }

    private static Parameter[] Start() => [nn.Parameter(Series([2, 3])), nn.Parameter(Series([3], 0.5f))];

    private static void Step(optim.Optimizer optimiser, Parameter[] p, int i)
    {
        optimiser.zero_grad();
        ((p[0] * (i + 1)).tanh().sum() + (p[0].sum(0L) * p[1]).pow(2).mean()).backward();
        optimiser.step();
    }

    private static void Run(string name, Func<Parameter[], optim.Optimizer> make)
    {
        var parameters = Start();
        using var optimiser = make(parameters);
        for (var i = 0; i < 5; i++) Step(optimiser, parameters, i);
        Same(name, 2e-5, parameters);
    }
}
