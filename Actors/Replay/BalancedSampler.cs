using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// TWM's draws (Robine et al. 2023, section 2.1 and code): a sequence begins at a start with probability softmax(-visits / <paramref name="temperature"/>) over all starts, where visits is how often a sequence
/// has begun there; the starts of one batch differ, as torch's multinomial without replacement draws them, and each is visited once more when the batch is drawn.
/// The probability depends on the visits alone, so starts lie in one list per number of visits: a draw chooses a list by its weight and then any of it, O(numbers of visits in use) whatever is held.
/// Exact but for this: weights are doubles, so that starts more than 745 temperatures ahead of the least visited are never drawn, where the true probability is below 1e-323.
/// Starts that were evicted are passed over when they are drawn, and everything is drawn anew, which leaves the others' probabilities in proportion; they are swept out once they are a fifth.
/// Where there are fewer starts than a batch has sequences, each is drawn once before any is drawn again.
/// </summary>
public sealed class BalancedSampler(int length, double temperature) : ISequenceSampler
{
    /// <summary>The most memory that a held step costs: a key of 16 bytes, a quarter more of evicted ones, in lists of up to four times the room.</summary>
    public const int BytesPerStep = 80;

    private const int Slack = 64; // evicted starts that are never worth a sweep

    private readonly SortedDictionary<long, List<StepKey>> starts = []; // by visits
    private long count;

    /// <inheritdoc/>
    public void Stored(StepStore store, in StoredChunk chunk)
    {
        for (var index = Math.Max(0, chunk.FirstIndex - length + 1); index <= chunk.EndIndex - length; index++)
            if (new StepKey(chunk.Stream, index) is var key && store.IsStart(key, length)) Add(0, key);
        Sweep(store);
    }

    /// <inheritdoc/>
    public void Draw(StepStore store, RandomState random, Span<StepKey> drawn)
    {
        var visited = new List<(long Visits, StepKey Key)>(drawn.Length);
        for (var i = 0; i < drawn.Length;)
        {
            if (count == 0)
            {
                if (visited.Count == 0) throw new InvalidOperationException($"Replay holds no sequence of {length} steps.");
                PutBack(visited);
            }

            var (visits, key) = Take(random);
            if (!store.IsStart(key, length)) continue;
            drawn[i++] = key;
            visited.Add((visits, key));
        }

        PutBack(visited);
    }

    /// <summary>By number of visits: how many starts have it, and the probability of each one of them, evicted ones that wait to be swept out included.</summary>
    public IReadOnlyDictionary<long, (int Starts, double Probability)> Probabilities()
    {
        if (count == 0) return new Dictionary<long, (int, double)>();
        var least = starts.Keys.First();
        var total = TotalWeight(least);
        return starts.ToDictionary(list => list.Key, list => (list.Value.Count, Weight(list.Key, least) / total));
    }

    /// <inheritdoc/>
    public long[] Capture()
    {
        var state = new List<long>((int)(2 * count) + (2 * starts.Count));
        foreach (var (visits, keys) in starts)
        {
            state.Add(visits);
            state.Add(keys.Count);
            foreach (var key in keys) state.AddRange([key.Stream, key.Index]);
        }

        return [.. state];
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<long> state)
    {
        starts.Clear();
        count = 0;
        while (!state.IsEmpty)
        {
            var keys = (int)state[1];
            for (var i = 0; i < keys; i++) Add(state[0], new StepKey(state[2 + (2 * i)], state[3 + (2 * i)]));
            state = state[(2 + (2 * keys))..];
        }
    }

    private double Weight(long visits, long least) => Math.Exp((least - visits) / temperature);

    private double TotalWeight(long least)
    {
        var total = 0.0;
        foreach (var (visits, keys) in starts) total += keys.Count * Weight(visits, least);
        return total;
    }

    private (long Visits, StepKey Key) Take(RandomState random)
    {
        var least = starts.Keys.First();
        var (left, chosen) = (random.NextDouble() * TotalWeight(least), least);
        foreach (var (visits, keys) in starts)
        {
            var weight = keys.Count * Weight(visits, least);
            if (weight == 0) break; // never by rounding
            chosen = visits;
            left -= weight;
            if (left < 0) break;
        }

        var list = starts[chosen];
        var at = (int)random.NextInt64(list.Count);
        var key = list[at];
        list[at] = list[^1];
        list.RemoveAt(list.Count - 1);
        Trim(chosen, list);
        count--;
        return (chosen, key);
    }

    private void Add(long visits, StepKey key)
    {
        if (!starts.TryGetValue(visits, out var list)) starts.Add(visits, list = []);
        list.Add(key);
        count++;
    }

    private void PutBack(List<(long Visits, StepKey Key)> visited)
    {
        foreach (var (visits, key) in visited) Add(visits + 1, key);
        visited.Clear();
    }

    private void Sweep(StepStore store)
    {
        if (count - Slack <= store.CountStarts(length) * 5 / 4) return;
        foreach (var (visits, list) in starts.ToList())
        {
            count -= list.RemoveAll(key => !store.IsStart(key, length));
            Trim(visits, list);
        }
    }

    private void Trim(long visits, List<StepKey> list)
    {
        if (list.Count == 0) starts.Remove(visits);
        else if (list.Capacity > 4 * list.Count && list.Capacity > Slack) list.Capacity = 2 * list.Count;
    }
}
