namespace AkkaDreamer.Actors.Cluster;

/// <summary>How a node is, for whoever shows it. <paramref name="Run"/>: the run that it works for; null while it looks for one. <paramref name="Policy"/>: the version of its weights, -1 before any.</summary>
public sealed record NodeView(string Doing, Guid? Run, int FirstEnvironment, long Policy, int Kept, long Episodes)
{
    /// <summary>Before anything.</summary>
    public static readonly NodeView Empty = new("starting", null, 0, -1, 0, 0);
}
