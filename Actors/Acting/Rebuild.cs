using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Acting;

/// <summary>An open episode being rebuilt after a lockstep resume: its actions are replayed from its reset seed, and what is seen is compared with what was seen then.</summary>
public sealed record Rebuild
{
    private Rebuild(StreamState goal) => Goal = goal;

    /// <summary>The state to arrive at.</summary>
    public StreamState Goal { get; }

    /// <summary>Steps seen again so far.</summary>
    public int Done { get; private init; }

    /// <summary>Why it cannot be rebuilt; null while it can.</summary>
    public string? Fault { get; private init; }

    /// <summary>The action to replay next; null when the episode is where it was.</summary>
    public float[]? Action { get; private init; }

    private string Hash { get; init; } = "";

    /// <summary>The begin: a reset with the episode's seed comes first.</summary>
    public static Rebuild Of(StreamState goal) => new(goal);

    /// <summary>After the next step that came: the reset's, then one per replayed action.</summary>
    public Rebuild Next(EnvironmentStep step)
    {
        if (Done == Goal.Actions.Count)
        {
            var same = Hash == Goal.ObservationHash;
            return this with { Done = Done + 1, Action = null, Fault = same ? null : "the replayed episode shows other observations" };
        }

        if (step.IsLast) return this with { Fault = $"the replayed episode ended after {Done} of {Goal.Actions.Count} actions" };
        return this with { Done = Done + 1, Action = Goal.Actions[Done], Hash = StreamState.Chain(Hash, step.Observation) };
    }
}
