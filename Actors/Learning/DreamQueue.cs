using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Learning;

/// <summary>Updates that the learner has begun and imagination has not finished, in order. Their number is what imagination is behind.</summary>
public sealed class DreamQueue
{
    private readonly SortedDictionary<long, Entry> entries = [];

    /// <summary>How many.</summary>
    public int Count => entries.Count;

    /// <summary>A finished or pending update: its start states (null when it was skipped), and what is reported when it is over.</summary>
    public void Add(long update, Entry entry) => entries.Add(update, entry);

    /// <summary>What imagination asks for, when the learner has got there.</summary>
    public Entry? Find(long update) => entries.GetValueOrDefault(update);

    /// <summary>Imagination is done with it; null when that is known already.</summary>
    public Entry? Finish(long update) => entries.Remove(update, out var entry) ? entry : null;

    /// <summary>One update. <paramref name="Report"/> is null when replay has been told already. <paramref name="Rows"/>: the steps at which the rows of its batch begin; the batch itself belongs to replay again.</summary>
    public sealed record Entry(StartStates? Start, CutMark? Cut, UpdateReported? Report, ImmutableArray<StepKey> Rows);
}
