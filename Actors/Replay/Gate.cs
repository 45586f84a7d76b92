using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// The only gate between acting and learning, as a pure state machine: it is told what happened (<see cref="Handle"/>) and answers with what is to be done. It keeps the train ratio:
/// <c>|TrainRatio * (Steps - LearningFrom) - BatchSteps * (Updates - Pretrain)|</c> stays within the tolerance once learning has begun; while pretraining lasts, nobody acts.
/// Credits are leases: what an environment was granted and did not hand in is free again when its stream is gone. A grant counts as replayed when its update is reported.
/// </summary>
public sealed record Gate
{
    /// <summary>What it keeps to.</summary>
    public required GateSettings Settings { get; init; }

    /// <summary>Decisions stored.</summary>
    public long Steps { get; init; }

    /// <summary>The number of decisions at which learning began; the ratio counts from here. Null while replay is filled with random actions.</summary>
    public long? LearningFrom { get; init; }

    /// <summary>The last update granted.</summary>
    public long Granted { get; init; }

    /// <summary>The last update that the learner reported.</summary>
    public long Updates { get; init; }

    /// <summary>The last update that imagination reported.</summary>
    public long Behaviour { get; init; }

    /// <summary>The version of the newest policy that imagination reported.</summary>
    public long PolicyVersion { get; init; }

    /// <summary>The store holds a sequence.</summary>
    public bool Sampleable { get; init; }

    /// <summary>Per environment.</summary>
    public ImmutableSortedDictionary<int, Claim> Claims { get; init; } = ImmutableSortedDictionary<int, Claim>.Empty;

    /// <summary>The learner's request that waits.</summary>
    public BatchAsked? Waiting { get; init; }

    /// <summary>Lockstep: whose turn it is to act.</summary>
    public int Turn { get; init; }

    /// <summary>Lockstep: steps left of this turn; 0 before it has begun.</summary>
    public int TurnLeft { get; init; }

    /// <summary>A checkpoint was asked for and no grant carries its mark yet.</summary>
    public bool CutWanted { get; init; }

    /// <summary>The mark that was given and not captured yet.</summary>
    public CutMark? Marked { get; init; }

    /// <summary>The number of the last cut.</summary>
    public long LastCut { get; init; }

    /// <summary>The last update of the budget has been granted.</summary>
    public bool LastGranted { get; init; }

    /// <summary>The end was announced.</summary>
    public bool Announced { get; init; }

    private long Arrivals { get; init; }

    /// <summary>Steps replayed and reported, those of pretraining left out.</summary>
    public long Replayed => Math.Max(0, Updates - Settings.Pretrain) * Settings.BatchSteps;

    /// <summary>Updates that acting waits for are still to come from the learner or from imagination. A resumed run goes on with those that its checkpoint lacks.</summary>
    public bool Pretraining => LearningFrom is not null && Settings.TrainRatio > 0 && Math.Min(Updates, Behaviour) < Settings.Pretrain;

    /// <summary>Steps granted to environments and not stored yet.</summary>
    public int Outstanding => Claims.Values.Sum(claim => claim.Outstanding);

    /// <summary>Replayed steps that the decisions so far pay for.</summary>
    public double Owed => LearningFrom is { } from ? Settings.TrainRatio * (Steps - from) : 0;

    /// <summary>Replayed steps per decision since learning began; 0 before.</summary>
    public double AchievedRatio => LearningFrom is { } from && Steps > from ? (double)Replayed / (Steps - from) : 0;

    /// <summary>Nothing is being learned or dreamed.</summary>
    public bool Quiet => Granted == Updates && Updates == Behaviour;

    /// <summary>Every decision of the budget is stored.</summary>
    public bool BudgetStored => Steps >= Settings.Budget && Outstanding == 0;

    /// <summary>By how many replayed steps acting and learning may be apart; more environments make it wider.</summary>
    public double ToleranceReplayed => Settings.ToleranceReplayedWith(Claims.Count);

    /// <summary>Whether the decisions so far pay for an update, with so many replayed steps of tolerance. Those of pretraining cost nothing.</summary>
    public bool Pays(long update, double tolerance) => (update - Settings.Pretrain) * (double)Settings.BatchSteps <= Owed + tolerance;

    /// <summary>Whether the budget pays for no update after this one.</summary>
    public bool IsLast(long update) => BudgetStored && !Pays(update + 1, 0);

    /// <summary>Takes one input; gives the next state and what is to be done, in order.</summary>
    public (Gate Next, ImmutableList<GateOutput> Outputs) Handle(GateInput input)
    {
        var outputs = ImmutableList.CreateBuilder<GateOutput>();
        var next = input switch
        {
            CreditAsked asked => this.Asked(asked, outputs),
            StepsStored stored => Stored(stored),
            StreamGone gone => Claims.TryGetValue(gone.Environment, out var claim) && claim.Stream == gone.Stream
                ? this with { Claims = Claims.Remove(gone.Environment), Sampleable = gone.Sampleable }
                : this with { Sampleable = gone.Sampleable },
            BatchAsked asked => Asked(asked, outputs),
            UpdateFinished done => done.Update == Updates + 1 && done.Update <= Granted ? this with { Updates = done.Update } : this,
            BehaviourFinished done => done.Update > Behaviour && done.Update <= Granted
                ? this with { Behaviour = done.Update, PolicyVersion = Math.Max(PolicyVersion, done.PolicyVersion) }
                : this,
            CutAsked => this with { CutWanted = true },
            _ => throw new ArgumentException($"The gate does not know {input.GetType().Name}.", nameof(input)),
        };
        return (GateRules.Release(next, outputs), outputs.ToImmutable());
    }

    /// <summary>Looks whether anything may be granted without being told anything: after a resume.</summary>
    public (Gate Next, ImmutableList<GateOutput> Outputs) Look()
    {
        var outputs = ImmutableList.CreateBuilder<GateOutput>();
        return (GateRules.Release(this, outputs), outputs.ToImmutable());
    }

    private Gate Asked(CreditAsked asked, ImmutableList<GateOutput>.Builder outputs)
    {
        var claim = Claims.GetValueOrDefault(asked.Environment) ?? new Claim(asked.Stream, null, 0, null, 0);
        if (asked.Stream < claim.Stream) return this;
        if (asked.Stream > claim.Stream) claim = new Claim(asked.Stream, null, 0, null, 0);
        if (claim.Answer is { } answer && asked.RequestId <= answer.RequestId)
        {
            if (asked.RequestId == answer.RequestId) outputs.Add(answer);
            return this with { Claims = Claims.SetItem(asked.Environment, claim) };
        }

        if (claim.Waiting >= asked.RequestId) return this;
        claim = claim with { Waiting = asked.RequestId, Arrival = claim.Waiting is null ? Arrivals + 1 : claim.Arrival };
        return this with { Claims = Claims.SetItem(asked.Environment, claim), Arrivals = Arrivals + 1 };
    }

    private Gate Stored(StepsStored stored)
    {
        var next = this with { Steps = Steps + stored.Count, Sampleable = stored.Sampleable };
        if (Claims.TryGetValue(stored.Environment, out var claim) && claim.Stream == stored.Stream)
            next = next with { Claims = Claims.SetItem(stored.Environment, claim with { Outstanding = Math.Max(0, claim.Outstanding - stored.Count) }) };
        if (next.LearningFrom is null && next.Steps >= Settings.Prefill && next.Sampleable) next = next with { LearningFrom = next.Steps };
        if (Settings.Schedule == Schedule.Overlapped || stored.Environment != Turn) return next;
        var left = Math.Max(0, TurnLeft - stored.Count);
        return left > 0 ? next with { TurnLeft = left } : next with { TurnLeft = 0, Turn = (Turn + 1) % Settings.Environments };
    }

    private Gate Asked(BatchAsked asked, ImmutableList<GateOutput>.Builder outputs)
    {
        if (asked.Update > Updates && asked.Update <= Granted)
        {
            outputs.Add(new GiveBatch(asked.RequestId, asked.Update, Marked?.Update == asked.Update ? Marked : null, Again: true));
            return this;
        }

        return asked.Update == Granted + 1 ? this with { Waiting = asked } : this;
    }
}
