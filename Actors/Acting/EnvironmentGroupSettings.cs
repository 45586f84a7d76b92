using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Acting;

/// <summary>What the environments of a run begin with.</summary>
public sealed record EnvironmentGroupSettings
{
    /// <summary>No environment was captured.</summary>
    public static readonly ImmutableSortedDictionary<string, StateSnapshot> NothingCaptured = ImmutableSortedDictionary<string, StateSnapshot>.Empty;

    /// <summary>How many there are.</summary>
    public required int Count { get; init; }

    /// <summary>The number of the first; those of nodes come after the learner's own.</summary>
    public int First { get; init; }

    /// <summary>What environment i is told.</summary>
    public required Func<int, EnvironmentSettings> Environment { get; init; }

    /// <summary>New streams are numbered upward from here.</summary>
    public long NextStream { get; init; }

    /// <summary>Streams that replay holds open (lockstep resume).</summary>
    public ImmutableArray<OpenStream> Open { get; init; } = [];

    /// <summary>The environments' parts of the checkpoint (lockstep resume).</summary>
    public ImmutableSortedDictionary<string, StateSnapshot> Captured { get; init; } = NothingCaptured;

    /// <summary>The dispatcher on which environments decide.</summary>
    public string Dispatcher { get; init; } = "akka.actor.default-dispatcher";

    /// <summary>The wait before a dead environment actor is replaced; doubles each time.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest such wait.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);
}
