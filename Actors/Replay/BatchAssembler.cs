using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// Copies sequences out of the store into batches. Buffers are reused: a batch that was given back (<see cref="Recycle"/>) becomes the next one, so that training allocates nothing per update.
/// Used by one thread at a time.
/// </summary>
public sealed class BatchAssembler(StepStore store, int batch, int length)
{
    private readonly Stack<SequenceBatch> spare = new();
    private readonly StepLayout layout = store.Layout;
    private readonly int[] columnOffsets = OffsetsOf(store);

    /// <summary>The batch whose rows begin at these steps, one per row. They must be starts (<see cref="StepStore.IsStart"/>).</summary>
    public SequenceBatch Assemble(ReadOnlySpan<StepKey> starts)
    {
        if (starts.Length != batch) throw new ArgumentException($"A batch has {batch} rows, not {starts.Length}.", nameof(starts));
        var made = spare.TryPop(out var used) ? used : Allocate();
        for (var row = 0; row < batch; row++)
        {
            var stream = store.Find(starts[row].Stream) ?? throw new ArgumentException($"Stream {starts[row].Stream} is not held.", nameof(starts));
            var start = starts[row].Index;
            for (var i = 0; i < made.Observations.Length; i++) Copy(stream, start, length, i, made.Observations[i], row * length);
            CopyActions(stream, start, row, made.Actions);
            Copy(stream, start, length, layout.RewardColumn, made.Rewards, row * length);
            Copy(stream, start, length, layout.FirstColumn, made.IsFirst, row * length);
            Copy(stream, start, length, layout.LastColumn, made.IsLast, row * length);
            Copy(stream, start, length, layout.TerminalColumn, made.IsTerminal, row * length);
            for (var t = 0; t < length; t++) made.Keys[(row * length) + t] = new StepKey(stream.Id, start + t);
            if (made.Context is { } context) CopyContext(stream, start - 1, row, context);
        }

        return made;
    }

    /// <summary>Takes a batch back; its arrays will be written to.</summary>
    public void Recycle(SequenceBatch done)
    {
        if (spare.Count < 2) spare.Push(done);
    }

    private void CopyActions(StepStream stream, long start, int row, float[] actions)
    {
        var size = layout.Spaces.ActionSize;
        if (start > 0)
        {
            Copy(stream, start - 1, length + 1, layout.ActionColumn, actions, row * (length + 1));
            return;
        }

        Array.Clear(actions, row * (length + 1) * size, size);
        Copy(stream, 0, length, layout.ActionColumn, actions, (row * (length + 1)) + 1);
    }

    private void CopyContext(StepStream stream, long index, int row, LatentBatch context)
    {
        var spec = layout.Latent!;
        var page = stream.Holds(index) ? stream.Page(index / store.Bounds.PageSteps).Latents! : null;
        var at = (int)(index % store.Bounds.PageSteps);
        context.Valid[row] = page is not null && page.Valid[at];
        if (context.Valid[row])
        {
            Array.Copy(page!.Deterministic, at * spec.Deterministic, context.Deterministic, row * spec.Deterministic, spec.Deterministic);
            Array.Copy(page.Stochastic, at * spec.Stochastic, context.Stochastic, row * spec.Stochastic, spec.Stochastic);
            return;
        }

        Array.Clear(context.Deterministic, row * spec.Deterministic, spec.Deterministic);
        Array.Clear(context.Stochastic, row * spec.Stochastic, spec.Stochastic);
    }

    /// <summary>Copies <paramref name="count"/> steps of a column to step <paramref name="at"/> of a target with the same width.</summary>
    private void Copy(StepStream stream, long index, int count, int column, Array target, int at)
    {
        var width = layout.ColumnBytes[column];
        while (count > 0)
        {
            var page = stream.Page(index / store.Bounds.PageSteps);
            var offset = (int)(index % store.Bounds.PageSteps);
            var more = Math.Min(count, store.Bounds.PageSteps - offset);
            Buffer.BlockCopy(page.Columns, columnOffsets[column] + (offset * width), target, at * width, more * width);
            (index, count, at) = (index + more, count - more, at + more);
        }
    }

    private SequenceBatch Allocate()
    {
        var steps = batch * length;
        return new SequenceBatch
        {
            Batch = batch,
            Length = length,
            Observations = [.. layout.Spaces.Inputs.Select(input => input.IsImage ? (Array)new byte[steps * input.Count] : new float[steps * input.Count])],
            Actions = new float[batch * (length + 1) * layout.Spaces.ActionSize],
            Rewards = new float[steps],
            IsFirst = new byte[steps],
            IsLast = new byte[steps],
            IsTerminal = new byte[steps],
            Keys = new StepKey[steps],
            Context = layout.Latent is { } spec ? new LatentBatch(batch, new ushort[batch * spec.Deterministic], new byte[batch * spec.Stochastic], new bool[batch]) : null,
        };
    }

    private static int[] OffsetsOf(StepStore store)
    {
        var offsets = new int[store.Layout.ColumnBytes.Length];
        for (var i = 1; i < offsets.Length; i++) offsets[i] = offsets[i - 1] + (store.Layout.ColumnBytes[i - 1] * store.Bounds.PageSteps);
        return offsets;
    }
}
