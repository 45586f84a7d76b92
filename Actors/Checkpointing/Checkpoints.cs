using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models.Native;

namespace AkkaDreamer.Actors.Checkpointing;

/// <summary>
/// Collects the parts of a cut, writes them as one checkpoint, and has replay record it in the journal; only then is it one. Keeps the newest few, and at start finds the newest that is whole.
/// Does its file work synchronously, on a dispatcher of its own.
/// </summary>
public sealed class Checkpoints : ReceiveActor, IWithTimers
{
    private readonly CheckpointSettings settings;
    private readonly CheckpointStore store;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private CutAssembly assembly;
    private ImmutableList<KnownCheckpoint> known; // newest first
    private ImmutableSortedDictionary<long, WrittenCheckpoint> unrecorded = ImmutableSortedDictionary<long, WrittenCheckpoint>.Empty; // by cut: the next may be written before the journal has the last

    /// <summary>Its parent routes CheckpointWritten to replay.</summary>
    public Checkpoints(CheckpointSettings settings)
    {
        this.settings = settings;
        known = settings.Known;
        store = new CheckpointStore(settings.RunFolder);
        assembly = new CutAssembly(settings.Parts);

        Receive<PartCaptured>(OnPart);
        Receive<CheckpointRecorded>(OnRecorded);
        Receive<CheckpointFailed>(OnRefused);
        Receive<FindCheckpoint>(OnFind);
        Receive<Tick>(_ => OnTick());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer("tick", Tick.Instance, settings.Tick);

    private void OnPart(PartCaptured part)
    {
        (assembly, var whole) = assembly.Take(part, Context.System.SteadyNow());
        if (whole is null) return;
        try
        {
            var written = store.Write(whole.Cut, whole.Parts);
            unrecorded = unrecorded.SetItem(whole.Cut.Cut, written);
            TellWritten(written);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fail(whole.Cut, fault.Message);
        }
    }

    private void OnRecorded(CheckpointRecorded recorded)
    {
        if (!unrecorded.TryGetValue(recorded.Cut.Cut, out var written) || written.Known.Cut != recorded.Cut) return;
        unrecorded = unrecorded.Remove(recorded.Cut.Cut);
        known = known.RemoveAll(old => old.Folder == written.Known.Folder).Insert(0, written.Known);
        known = known.GetRange(0, Math.Min(known.Count, settings.Keep));
        try
        {
            store.KeepOnly(known.Concat(unrecorded.Values.Select(waiting => waiting.Known)).Select(checkpoint => checkpoint.Folder));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Context.Parent.Tell(new FaultSeen("storage", Self.Path.Name, $"old checkpoints could not be deleted: {fault.Message}"));
        }

        Context.Parent.Tell(new CheckpointComplete(written.Known.Cut, written.Known.Folder, written.Digest, written.Bytes));
        NativeEnvironment.Trim(); // as good a moment as any that comes every few minutes
    }

    private void OnRefused(CheckpointFailed refused)
    {
        if (!unrecorded.TryGetValue(refused.Cut.Cut, out var written) || written.Known.Cut != refused.Cut) return;
        unrecorded = unrecorded.Remove(refused.Cut.Cut);
        Fail(refused.Cut, refused.Reason);
    }

    private void OnFind(FindCheckpoint find)
    {
        assembly = assembly.Restarted();
        unrecorded = unrecorded.Clear();
        var rejected = ImmutableArray.CreateBuilder<string>();
        foreach (var candidate in find.Candidates.Take(settings.Keep))
        {
            try
            {
                var loaded = store.Load(candidate);
                var missing = settings.Parts.Except(loaded.Parts.Keys);
                if (!missing.IsEmpty) throw new InvalidDataException($"it has no part {string.Join(", ", missing)} (was the run begun with another schedule?)");
                known = [.. find.Candidates.Where(other => other.Cut.Cut <= candidate.Cut.Cut)];
                Sender.Tell(new CheckpointFound(find.RequestId, loaded, rejected.ToImmutable()));
                return;
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                var line = $"checkpoint {candidate.Folder} is not used: {fault.Message}";
                log.Warning("{0}", line);
                rejected.Add(line);
            }
        }

        known = [];
        Sender.Tell(new CheckpointFound(find.RequestId, null, rejected.ToImmutable()));
    }

    private void TellWritten(WrittenCheckpoint written) => Context.Parent.Tell(new CheckpointWritten(written.Known.Cut, written.Known.Folder, written.Known.ManifestSha256));

    private void Fail(CutMark cut, string reason)
    {
        Context.Parent.Tell(new FaultSeen("storage", Self.Path.Name, $"checkpoint {cut.Cut} was not written: {reason}"));
        Context.Parent.Tell(new CheckpointFailed(cut, reason));
    }

    private void OnTick()
    {
        foreach (var written in unrecorded.Values) TellWritten(written);
        (assembly, var givenUp) = assembly.GiveUp(Context.System.SteadyNow() - settings.PartsDeadline);
        foreach (var (cut, reason) in givenUp) Fail(cut, reason);
    }

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
