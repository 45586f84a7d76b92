using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Checkpointing;

/// <summary>Parts of cuts as they come in, in any order and perhaps twice. Changed by functions.</summary>
public sealed record CutAssembly(ImmutableSortedSet<string> Expected)
{
    private ImmutableSortedDictionary<long, OpenCut> Open { get; init; } = ImmutableSortedDictionary<long, OpenCut>.Empty;

    private long Newest { get; init; }

    /// <summary>Takes a part; gives the cut when that made it whole. Cuts older than a whole one are forgotten: nobody needs them any more.</summary>
    public (CutAssembly Next, OpenCut? Whole) Take(PartCaptured part, DateTimeOffset now)
    {
        if (part.Cut.Cut <= Newest || !Expected.Contains(part.Part)) return (this, null);
        var cut = Open.GetValueOrDefault(part.Cut.Cut) ?? new OpenCut(part.Cut, now, ImmutableSortedDictionary<string, StateSnapshot>.Empty);
        cut = cut with { Parts = cut.Parts.SetItem(part.Part, part.State) };
        if (cut.Parts.Count < Expected.Count) return (this with { Open = Open.SetItem(part.Cut.Cut, cut) }, null);
        return (this with { Open = Open.RemoveRange(Open.Keys.Where(number => number <= part.Cut.Cut)), Newest = part.Cut.Cut }, cut);
    }

    /// <summary>Gives up cuts begun before <paramref name="limit"/>; says which, and what they lack.</summary>
    public (CutAssembly Next, ImmutableArray<(CutMark Cut, string Reason)> GivenUp) GiveUp(DateTimeOffset limit)
    {
        var late = Open.Values.Where(cut => cut.Begun < limit).ToImmutableArray();
        return (this with { Open = Open.RemoveRange(late.Select(cut => cut.Cut.Cut)) }, [.. late.Select(cut => (cut.Cut, $"these parts did not come: {string.Join(", ", Expected.Except(cut.Parts.Keys))}"))]);
    }

    /// <summary>Learner and imagination came back from a checkpoint: what was being put together is not of one piece any more, and cut numbers may come again.</summary>
    public CutAssembly Restarted() => this with { Open = Open.Clear(), Newest = 0 };
}
