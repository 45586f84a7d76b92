using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// Facts on their way to the journal, in order, each with what happens once it is durable. One group is under way at a time; what comes meanwhile makes up the next, and chunks that stand together
/// become one fact: so the journal is never the bottleneck, and nothing is acknowledged before it is durable.
/// </summary>
internal sealed class FactOutbox
{
    private readonly List<(IReplayFact? Fact, StoredChunk Chunk, Action Then)> waiting = [];
    private readonly List<Action> steps = [];
    private readonly Queue<(IReplayFact Fact, ImmutableArray<Action> Then)> underWay = new();

    /// <summary>A group is under way.</summary>
    public bool Busy => underWay.Count > 0;

    /// <summary>Facts and chunks that wait for the group under way.</summary>
    public int Waiting => waiting.Count;

    /// <summary>Adds a fact.</summary>
    public void Add(IReplayFact fact, Action? then = null) => waiting.Add((fact, default, then ?? (() => { })));

    /// <summary>Adds a chunk whose bytes are written.</summary>
    public void Add(in StoredChunk chunk, Action then) => waiting.Add((null, chunk, then));

    /// <summary>Adds something to do when nothing is under way any more: no fact of its own.</summary>
    public void AddStep(Action step) => steps.Add(step);

    /// <summary>What to do now that nothing waits or is under way; empty while something does.</summary>
    public IReadOnlyList<Action> TakeSteps()
    {
        if (waiting.Count > 0 || underWay.Count > 0) return [];
        Action[] taken = [.. steps];
        steps.Clear();
        return taken;
    }

    /// <summary>True when such a fact waits or is under way.</summary>
    public bool Holds<T>(Func<T, bool> such)
        where T : IReplayFact => waiting.Any(item => item.Fact is T fact && such(fact)) || underWay.Any(item => item.Fact is T fact && such(fact));

    /// <summary>The next group, now under way; empty when nothing waits. Not to be called while one is.</summary>
    public IReadOnlyList<IReplayFact> Take()
    {
        for (var i = 0; i < waiting.Count;)
        {
            if (waiting[i].Fact is { } fact)
            {
                underWay.Enqueue((fact, [waiting[i++].Then]));
                continue;
            }

            var end = i;
            while (end < waiting.Count && waiting[end].Fact is null) end++;
            var chunks = waiting[i..end];
            underWay.Enqueue((new ChunksStored([.. chunks.Select(chunk => chunk.Chunk)]), [.. chunks.Select(chunk => chunk.Then)]));
            i = end;
        }

        waiting.Clear();
        return [.. underWay.Select(group => group.Fact)];
    }

    /// <summary>The oldest fact under way is durable: what to do now.</summary>
    public ImmutableArray<Action> Done() => underWay.Dequeue().Then;
}
