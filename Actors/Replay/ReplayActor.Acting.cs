using Akka.Actor;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Replay;

/// <content>Conversation with the environments.</content>
public sealed partial class ReplayActor
{
    private readonly Dictionary<int, Seat> desk = [];
    private readonly HashSet<long> lateUnderWay = []; // streams with a late chunk on its way to the journal

    /// <summary>What is known of an environment that is alive: where to answer, its stream, and where its next chunk begins, bytes on their way to the journal included; whether an episode must begin there (null: not known).</summary>
    private sealed record Seat(IActorRef Actor, int Environment, long Stream, long NextNumber, long NextIndex, bool? AtEpisodeEnd);

    private void OnCredit(RequestCredit asked)
    {
        if (asked.Environment < 0 || asked.Environment >= settings.Gate.Environments + settings.Gate.Visitors)
        {
            Sender.Tell(new StreamClosed(asked.Stream, $"environments are 0 to {settings.Gate.Environments + settings.Gate.Visitors - 1}, not {asked.Environment}"));
            return;
        }

        if (Seated(asked.Environment, asked.Stream) is null)
        {
            Sender.Tell(new StreamClosed(asked.Stream, "a newer stream of this environment is known, or this one has ended"));
            return;
        }

        Decide(new CreditAsked(asked.Environment, asked.Stream, asked.RequestId), "credit was asked for");
    }

    /// <summary>The seat of a stream, taken now if it is new; null when the stream takes no more.</summary>
    private Seat? Seated(int environment, long stream)
    {
        if (desk.TryGetValue(environment, out var seat) && seat.Stream == stream)
        {
            if (!seat.Actor.Equals(Sender)) desk[environment] = seat = seat with { Actor = Context.Watch(Sender) };
            return seat;
        }

        if (seat is not null && stream < seat.Stream) return null;
        if (facts.Streams.TryGetValue(stream, out var known) ? known.Ended || known.Environment != environment : stream <= facts.NewestStream(environment)) return null;
        if (seat is not null) Leave(seat, "a newer stream began");
        return desk[environment] = new Seat(Context.Watch(Sender), environment, stream, known?.NextNumber ?? 0, known?.NextIndex ?? 0, known is null ? true : null);
    }

    private void OnChunk(AppendChunk append)
    {
        if (IsTakenOver()) return;
        var chunk = append.Chunk;
        if (facts.Streams.TryGetValue(append.Stream, out var known) && append.Number < known.NextNumber)
        {
            Sender.Tell(Acknowledge(append.Stream, append.Number)); // stored before; the acknowledgement was lost
            return;
        }

        if (!desk.TryGetValue(chunk.Environment, out var seat) || seat.Stream != append.Stream)
        {
            Sender.Tell(new StreamClosed(append.Stream, "this stream takes no more chunks"));
            return;
        }

        if (append.Number != seat.NextNumber) return; // on its way to the journal, or one before it was lost; both are repeated
        try
        {
            if (chunk.FirstIndex != seat.NextIndex) throw new InvalidDataException($"Chunk {append.Number} begins at step {chunk.FirstIndex}, the stream is at {seat.NextIndex}.");
            var columns = settings.Layout.Encode(chunk);
            if (seat.AtEpisodeEnd is { } atEnd && atEnd != (chunk.IsFirst[0] == 1)) throw new InvalidDataException($"Chunk {append.Number}: an episode begins exactly where the one before has ended.");
            var sender = Sender;
            var end = Write(append, columns, stored =>
            {
                memory!.Append(stored, columns, chunk.Latents);
                sender.Tell(Acknowledge(stored.Stream, stored.Number));
                Decide(new StepsStored(stored.Environment, stored.Stream, stored.Count, memory.Sampleable), "a chunk is stored");
            });
            desk[chunk.Environment] = desk[chunk.Environment] with { NextNumber = append.Number + 1, NextIndex = end, AtEpisodeEnd = chunk.IsLast[^1] == 1 };
            Flush();
        }
        catch (InvalidDataException fault)
        {
            ReportFault($"Environment {chunk.Environment}: {fault.Message}", "environment");
            Leave(seat, fault.Message);
            Sender.Tell(new StreamClosed(append.Stream, fault.Message));
        }
        catch (Exception fault) when (StorageFault.IsOfTheDisk(fault))
        {
            OnDiskFault(fault); // not acknowledged: the environment repeats it
        }
    }

    /// <summary>Writes a chunk to its segment, and lets its fact wait for the journal; gives the step after its last.</summary>
    private long Write(AppendChunk append, byte[] columns, Action<StoredChunk> then)
    {
        var chunk = append.Chunk;
        var opened = new List<IReplayFact>();
        DiskRoom.Ask(Path.GetDirectoryName(folder.Path)!, columns.Length);
        try
        {
            appender!.Open(opened);
        }
        finally
        {
            foreach (var fact in opened) outbox.Add(fact, fact is SegmentSealed ? DeleteUnneeded : null);
        }

        var stored = appender.Append(append.Stream, append.Number, chunk.Environment, chunk.FirstIndex, chunk.Count, chunk.PolicyVersion, columns);
        OnDiskWell();
        outbox.Add(stored, () => then(stored));
        return stored.EndIndex;
    }

    /// <summary>
    /// A chunk whose connection was lost before it came. Its stream has ended, or never began; if the chunk goes on exactly there, the cut is undone, and made again behind it. Nobody was granted its steps any more, so
    /// acting may run ahead of learning by them, and then waits.
    /// </summary>
    private void OnLate(LateChunk late)
    {
        if (IsTakenOver()) return;
        var (append, chunk) = (late.Append, late.Append.Chunk);
        var known = facts.Streams.GetValueOrDefault(append.Stream);
        if (known is not null && append.Number < known.NextNumber)
        {
            Sender.Tell(Acknowledge(append.Stream, append.Number));
            return;
        }

        if (desk.Values.Any(seat => seat.Stream == append.Stream)) return; // a node may be back before the death of its guest is heard of; it repeats the chunk
        if (lateUnderWay.Contains(append.Stream) || outbox.Holds<StreamEnded>(ended => ended.Stream == append.Stream)) return; // repeated
        try
        {
            if (FaultOfLate(append, known) is { } fault) throw new InvalidDataException(fault);
            var (columns, sender) = (settings.Layout.Encode(chunk), Sender);
            Write(append, columns, stored =>
            {
                memory!.Store.Reopen(append.Stream, afterEpisode: chunk.IsFirst[0] == 1);
                memory.Append(stored, columns, chunk.Latents);
                Decide(new StepsStored(stored.Environment, stored.Stream, stored.Count, memory.Sampleable), "a late chunk is stored");
            });
            outbox.Add(new StreamEnded(append.Stream, chunk.Environment, chunk.FirstIndex + chunk.Count, "its connection was lost"), () =>
            {
                lateUnderWay.Remove(append.Stream);
                memory!.Store.End(append.Stream);
                sender.Tell(Acknowledge(append.Stream, append.Number)); // the next may come
            });
            lateUnderWay.Add(append.Stream); // not before the disk has taken it
            Flush();
        }
        catch (InvalidDataException fault)
        {
            Sender.Tell(new StreamClosed(append.Stream, fault.Message));
        }
        catch (Exception fault) when (StorageFault.IsOfTheDisk(fault))
        {
            OnDiskFault(fault);
        }
    }

    private string? FaultOfLate(AppendChunk append, StreamFact? known)
    {
        var chunk = append.Chunk;
        if (chunk.Environment < 0 || chunk.Environment >= settings.Gate.Environments + settings.Gate.Visitors || chunk.Count < 1 || chunk.IsFirst.Length < 1) return "a late chunk of no environment that could be";
        if (known is null) return append.Number == 0 && chunk.FirstIndex == 0 && chunk.IsFirst[0] == 1 ? null : "this stream is not known, and the chunk is not its first";
        if (!known.Ended || known.Environment != chunk.Environment || append.Number != known.NextNumber || chunk.FirstIndex != known.NextIndex) return "the late chunk does not go on where its stream ended";
        return memory!.Store.EndOf(append.Stream) == known.NextIndex ? null : "the end of its stream is not held any more";
    }

    private ChunkStored Acknowledge(long stream, long number) => new(stream, number, settings.Options.Durability.ToString().ToLowerInvariant());

    private void OnEndStream(EndStream end)
    {
        var (sender, closed) = (Sender, new StreamClosed(end.Stream, end.Reason));
        if (desk.Values.FirstOrDefault(seat => seat.Stream == end.Stream) is { } seat) Leave(seat, end.Reason, () => sender.Tell(closed));
        else sender.Tell(closed);
    }

    private void OnGone(IActorRef actor)
    {
        foreach (var seat in desk.Values.Where(seat => seat.Actor.Equals(actor)).ToList()) Leave(seat, "its environment is gone");
    }

    /// <summary>The stream takes no more: its lease ends, and its open episode is cut where its stored steps end.</summary>
    private void Leave(Seat seat, string reason, Action? then = null)
    {
        desk.Remove(seat.Environment);
        if (desk.Values.All(other => !other.Actor.Equals(seat.Actor))) Context.Unwatch(seat.Actor);
        outbox.Add(new StreamEnded(seat.Stream, seat.Environment, seat.NextIndex, reason), () =>
        {
            memory!.Store.End(seat.Stream);
            then?.Invoke();
            Decide(new StreamGone(seat.Environment, seat.Stream, memory.Sampleable), "a stream ended");
        });
        Flush();
    }
}
