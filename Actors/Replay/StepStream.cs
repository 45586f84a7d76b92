namespace AkkaDreamer.Actors.Replay;

/// <summary>The held part of one stream: steps First to End - 1, in pages.</summary>
internal sealed class StepStream(long id, int environment)
{
    private readonly List<StepPage> pages = [];

    public long Id { get; } = id;

    public int Environment { get; } = environment;

    /// <summary>The first step held.</summary>
    public long First { get; set; }

    /// <summary>The step after the last; where the next chunk begins.</summary>
    public long End { get; set; }

    /// <summary>True when no more chunks come.</summary>
    public bool Ended { get; set; }

    public IReadOnlyList<StepPage> Pages => pages;

    /// <summary>Where a sequence may begin at the earliest: the step before it, whose action it needs, is held or there is none.</summary>
    public long FirstStart => First == 0 ? 0 : First + 1;

    /// <summary>How many sequences of that length it holds.</summary>
    public long Starts(int length) => Math.Max(0, End - length - FirstStart + 1);

    public StepPage Page(long number) => pages[(int)(number - pages[0].Number)];

    public bool Holds(long index) => index >= First && index < End;

    public void Add(StepPage page) => pages.Add(page);

    public void RemoveOldest() => pages.RemoveAt(0);
}
