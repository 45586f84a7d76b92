using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Planet;

/// <summary>The cross-entropy method over action sequences (Rubinstein 1997; PlaNet, Algorithm 2).</summary>
public static class CrossEntropyMethod
{
    /// <summary>
    /// The mean [H,A] that the search ends with. It begins with a standard normal per step and dimension; each iteration draws sequences [H,J,A] with <paramref name="generator"/>, kept within [-1, 1],
    /// and fits mean and deviation to the best. <paramref name="value"/>: sequences [H,J,A] to their values [J]. Equal generators give equal plans.
    /// </summary>
    public static Tensor Plan(Func<Tensor, Tensor> value, PlanningSettings settings, int actionSize, Generator generator, Device device)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var mean = zeros(settings.Horizon, 1, actionSize, device: device);
        var deviation = ones_like(mean);
        for (var i = 0; i < settings.Iterations; i++)
        {
            using var iteration = NewDisposeScope();
            var noise = randn([settings.Horizon, settings.Candidates, actionSize], device: device, generator: generator);
            var candidates = (mean + (deviation * noise)).clamp(-1, 1);                                              // [H,J,A]
            var best = value(candidates).topk(settings.Elites).indexes;                                              // [K]
            var elites = candidates.index_select(1, best);                                                           // [H,K,A]
            mean = elites.mean([1], keepdim: true).MoveToOuterDisposeScope();
            deviation = elites.std([1L], unbiased: false, keepdim: true).MoveToOuterDisposeScope();
        }

        return mean.squeeze(1).MoveToOuterDisposeScope();
    }
}
