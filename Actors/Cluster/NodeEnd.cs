namespace AkkaDreamer.Actors.Cluster;

/// <summary>Why a node's actors ended.</summary>
public enum NodeEndKind
{
    /// <summary>No learner answered for long: a new actor system may find one.</summary>
    Lost,

    /// <summary>The run is over for good.</summary>
    RunOver,

    /// <summary>It was refused; trying again changes nothing.</summary>
    Refused,

    /// <summary>Somebody asked it to stop.</summary>
    Stopped,
}

/// <summary>How a node ended, and one line about it.</summary>
public sealed record NodeEnd(NodeEndKind Kind, string Line);
