using System.Diagnostics;
using AkkaDreamer.Models;

namespace AkkaDreamer.Benchmarks;

/// <summary>What one whole update of an agent costs: CPU seconds of world model and behaviour, and seconds by the clock, each the mean of some updates after others of warm-up.</summary>
internal sealed record OneUpdate(double Model, double Behaviour, double Wall)
{
    public double Cpu => Model + Behaviour;

    /// <summary>The most memory that the process has held so far, in GB.</summary>
    public static double PeakMemory => Process.GetCurrentProcess().PeakWorkingSet64 / 1e9;

    public static OneUpdate Measure(IAgent agent, SequenceBatch batch, int warmUp, int updates)
    {
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        var (modelTime, behaviourTime, wall) = (0.0, 0.0, new Stopwatch());
        for (var update = -warmUp; update < updates; update++)
        {
            if (update == 0) wall.Start();
            var before = Cost();
            var result = model.Train(batch, exact: false);
            var between = Cost();
            behaviour.Train(result.Start);
            result.Start.Dispose();
            if (update < 0) continue;
            modelTime += between - before;
            behaviourTime += Cost() - between;
        }

        return new OneUpdate(modelTime / updates, behaviourTime / updates, wall.Elapsed.TotalSeconds / updates);
    }

    private static double Cost() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
