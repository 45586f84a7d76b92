using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace AkkaDreamer.Tests.Replay;

/// <summary>A journal in memory that can be made to stall, and to fail. Its switch is shared, so only one test class uses it.</summary>
public sealed class StallingJournal : MemoryJournal
{
    /// <summary>What the next writes wait for: null when they do not.</summary>
    public static Task? Stall { get; set; }

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        if (Stall is { } stall) await stall;
        return await base.WriteMessagesAsync(messages);
    }
}
