namespace AkkaDreamer.Actors.Run;

/// <summary>Names of dispatchers in akka.hocon. The default one only passes messages on.</summary>
public sealed record Dispatchers
{
    /// <summary>Pinned.</summary>
    public string Learner { get; init; } = "akka.actor.learner-dispatcher";

    /// <summary>Pinned.</summary>
    public string Imagination { get; init; } = "akka.actor.imagination-dispatcher";

    /// <summary>Pinned.</summary>
    public string Evaluator { get; init; } = "akka.actor.evaluator-dispatcher";

    /// <summary>Pinned; makes weights into bytes for other machines.</summary>
    public string Weights { get; init; } = "akka.actor.weights-dispatcher";

    /// <summary>A pool.</summary>
    public string Environments { get; init; } = "akka.actor.environments-dispatcher";

    /// <summary>Pinned; for parts that write files.</summary>
    public string Files { get; init; } = "akka.actor.files-dispatcher";

    /// <summary>Everything on the default dispatcher: for tests of one actor.</summary>
    public static Dispatchers Default { get; } = new()
    {
        Learner = "akka.actor.default-dispatcher",
        Imagination = "akka.actor.default-dispatcher",
        Evaluator = "akka.actor.default-dispatcher",
        Weights = "akka.actor.default-dispatcher",
        Environments = "akka.actor.default-dispatcher",
        Files = "akka.actor.default-dispatcher",
    };
}
