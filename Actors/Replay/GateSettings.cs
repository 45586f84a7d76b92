using System.Globalization;

namespace AkkaDreamer.Actors.Replay;

/// <summary>What the gate between acting and learning keeps to. Counts are decisions of the agent unless said otherwise.</summary>
public sealed record GateSettings
{
    /// <summary>What may happen at once.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>How many environments there are: numbers 0 .. Environments - 1.</summary>
    public required int Environments { get; init; }

    /// <summary>Overlapped: how many more may come and go while the run lasts, on other machines; numbered from Environments on.</summary>
    public int Visitors { get; init; }

    /// <summary>Steps per credit, at most.</summary>
    public required int CreditSteps { get; init; }

    /// <summary>Replayed steps per update: B times T.</summary>
    public required long BatchSteps { get; init; }

    /// <summary>Replayed steps per decision, once learning has begun; 0 learns never.</summary>
    public required double TrainRatio { get; init; }

    /// <summary>Random decisions before learning begins.</summary>
    public required long Prefill { get; init; }

    /// <summary>Updates that come after prefill, before acting goes on, and are not counted against the ratio.</summary>
    public long Pretrain { get; init; }

    /// <summary>Decisions after which the run is done.</summary>
    public long Budget { get; init; } = long.MaxValue;

    /// <summary>Overlapped: by how many decisions acting and learning may be apart from the train ratio; null for the least that works (<see cref="LeastTolerance"/>).</summary>
    public double? Tolerance { get; init; }

    /// <summary>Overlapped: how many updates old the weights of acting and the start states of dreaming may be.</summary>
    public int Lag { get; init; } = 4;

    /// <summary>Overlapped: updates granted ahead of their report, so that the next batch is there when the learner wants it.</summary>
    public int BatchesAhead { get; init; } = 2;

    /// <summary>Every environment's credit, twice (one on its way to the disk while the next is lived), and the batches in flight: narrower than that, somebody would wait for nothing.</summary>
    public double LeastTolerance => LeastToleranceOf(Environments);

    /// <summary>The tolerance in use, in replayed steps.</summary>
    public double ToleranceReplayed => ToleranceReplayedWith(Environments);

    /// <summary>The same with so many environments at work.</summary>
    public double ToleranceReplayedWith(int environments) => TrainRatio * (Tolerance ?? LeastToleranceOf(Math.Max(Environments, environments)));

    private double LeastToleranceOf(int environments) => TrainRatio == 0 ? 0 : (2.0 * environments * CreditSteps) + (BatchesAhead * BatchSteps / TrainRatio);

    /// <summary>Throws <see cref="ArgumentException"/>, saying what is allowed and where to set it.</summary>
    public void Check()
    {
        if (Environments < 1) throw new ArgumentException($"There must be at least one environment, not {Environments} (dreamer.environment.count).");
        if (CreditSteps is < 1 or > StepLayout.LongestChunk) throw new ArgumentException($"A chunk has 1 to {StepLayout.LongestChunk} steps, not {CreditSteps} (dreamer.replay.chunk).");
        if (BatchSteps < 1) throw new ArgumentException($"A batch has at least one step, not {BatchSteps} (dreamer.replay.batch, dreamer.replay.length).");
        if (!double.IsFinite(TrainRatio) || TrainRatio < 0) throw new ArgumentException($"The train ratio is 0 or more, not {TrainRatio} (dreamer.replay.train-ratio).");
        if (Prefill < 0) throw new ArgumentException($"Prefill is 0 or more, not {Prefill} (dreamer.replay.prefill).");
        if (Pretrain < 0) throw new ArgumentException($"Pretraining has 0 updates or more, not {Pretrain} (dreamer.replay.pretrain).");
        if (Lag < 1 || BatchesAhead < 1) throw new ArgumentException("Lag and batches ahead are at least 1 (dreamer.replay.lag, dreamer.replay.batches-ahead).");
        if (Schedule == Schedule.Overlapped && Tolerance < LeastTolerance)
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"A tolerance of {Tolerance} decisions is too narrow: {Environments} environments with two chunks of {CreditSteps} each and {BatchesAhead} batches of {BatchSteps} at train ratio {TrainRatio} "
                + $"need {LeastTolerance:0.#} (dreamer.replay.tolerance)."));
    }
}
