using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>What replay holds in memory: steps, sampler, generator, and the batches on loan to the learner.</summary>
internal sealed class ReplayMemory
{
    private readonly Dictionary<long, SequenceBatch> loans = [];
    private readonly BatchAssembler assembler;
    private readonly ISequenceSampler sampler;
    private readonly ReplaySettings settings;

    private ReplayMemory(ReplaySettings settings, RandomState random)
    {
        this.settings = settings;
        Random = random;
        Store = new StepStore(settings.Layout, settings.Bounds);
        sampler = settings.CreateSampler();
        assembler = new BatchAssembler(Store, settings.Options.Batch, settings.Options.Length);
    }

    public StepStore Store { get; }

    public RandomState Random { get; }

    public bool Sampleable => Store.CountStarts(settings.Options.Length) > 0;

    /// <summary>
    /// Reads what the log names back from the segments. <paramref name="part"/>: replay's part of the checkpoint that the run goes on from; lockstep makes the store exactly as it says, overlapped
    /// takes only the sampler's memory. Damaged chunks are left out and reported to <paramref name="damaged"/>, with the steps of their stream before them; in lockstep they throw <see cref="SegmentDamagedException"/>.
    /// </summary>
    public static ReplayMemory Load(ReplaySettings settings, ReplayLog log, SegmentFolder folder, CutPosition? position, StateSnapshot? part, Action<string> damaged)
    {
        var memory = new ReplayMemory(settings, position is null ? settings.CreateRandom() : RandomState.Parse(position.Generator));
        var chunks = log.Entries.Where(entry => entry.Chunk is not null).Select(entry => entry.Chunk!.Value).ToList();
        var exact = settings.Schedule == Schedule.Lockstep;
        if (!exact) foreach (var chunk in chunks) memory.Store.Reserve(chunk);
        else if (part is not null) ReplayPart.Restore(part, memory.Store);
        memory.Fill(log, folder, chunks, exact ? null : damaged);
        if (exact) memory.Store.MarkEnds();
        else foreach (var stream in log.Streams.Values.Where(stream => stream.Ended)) memory.Store.End(stream.Stream);
        if (part is not null) memory.sampler.Restore(ReplayPart.Table(part, "sampler"));
        var known = part is null ? 0 : log.Entries.Count - (int)Math.Min(log.Entries.Count, log.Facts - ReplayPart.Counter(part, "facts"));
        foreach (var entry in log.Entries.Skip(known))
            if (entry.Chunk is { } chunk) memory.sampler.Stored(memory.Store, chunk);
        return memory;
    }

    public void Append(in StoredChunk chunk, byte[] columns, LatentBatch? latents)
    {
        Store.Append(chunk, columns, latents);
        sampler.Stored(Store, chunk);
    }

    /// <summary>The batch of an update: drawn once, and the same again until it is given back.</summary>
    public SequenceBatch Lend(long update)
    {
        if (loans.TryGetValue(update, out var lent)) return lent;
        var starts = new StepKey[settings.Options.Batch];
        sampler.Draw(Store, Random, starts);
        return loans[update] = assembler.Assemble(starts);
    }

    /// <summary>An update is reported: its latents are written back, its batch may be written to again.</summary>
    public void GiveBack(UpdateReported report)
    {
        if (report.Latents is { } latents)
            for (var i = 0; i < report.Keys.Length; i++) Store.PutLatent(report.Keys[i].Stream, report.Keys[i].Index, latents, i);
        if (loans.Remove(report.Update, out var batch)) assembler.Recycle(batch);
    }

    /// <summary>Whoever had batches is gone; its buffers are left to the garbage collector, in case it still reads them.</summary>
    public void ForgetLoans() => loans.Clear();

    public StateSnapshot Capture(Gate gate, CutPosition position, IReadOnlyDictionary<long, StreamFact> streams, long nextStream) =>
        ReplayPart.Capture(gate, position, Store, sampler, streams, nextStream, settings.Schedule == Schedule.Lockstep);

    public string Digest(Gate gate) => ReplayDigest.Of(Store, sampler, gate, Random.ToString());

    private void Fill(ReplayLog log, SegmentFolder folder, List<StoredChunk> chunks, Action<string>? damaged)
    {
        long filled = 0;
        foreach (var segment in chunks.GroupBy(chunk => chunk.Segment))
        {
            var wanted = segment.Where(chunk => Store.Find(chunk.Stream) is { } stream && chunk.EndIndex > stream.First && chunk.FirstIndex < stream.End).ToList();
            if (wanted.Count == 0) continue;
            SegmentReader? reader = null;
            try
            {
                foreach (var chunk in wanted)
                {
                    try
                    {
                        reader ??= folder.Open(log.Segments[segment.Key].Name, segment.Key);
                        Store.Fill(chunk, reader.Read(chunk));
                        filled += chunk.EndIndex - Math.Max(chunk.FirstIndex, Store.Find(chunk.Stream)!.First);
                    }
                    catch (SegmentDamagedException fault) when (damaged is not null)
                    {
                        damaged(fault.Message);
                        Store.DropBefore(chunk.Stream, chunk.EndIndex);
                    }
                }
            }
            finally
            {
                reader?.Dispose();
            }
        }

        if (damaged is null && filled != Store.HeldSteps)
            throw new SegmentDamagedException(folder.Path, 0, $"the checkpoint holds {Store.HeldSteps} steps, the segments have only {filled} of them");
    }
}
