using Akka.Actor;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Replay;

/// <content>Conversation with the environments.</content>
public sealed partial class ReplayActor
{
    private readonly Dictionary<int, Seat> desk = [];

    /// <summary>What is known of an environment that is alive: where to answer, its stream, and where its next chunk begins, bytes on their way to the journal included; whether an episode must begin there (null: not known).</summary>
    private sealed record Seat(IActorRef Actor, int Environment, long Stream, long NextNumber, long NextIndex, bool? AtEpisodeEnd);

    private void OnCredit(RequestCredit asked)
    {
        if (asked.Environment < 0 || asked.Environment >= settings.Gate.Environments)
        {
            Sender.Tell(new StreamClosed(asked.Stream, $"environments are 0 to {settings.Gate.Environments - 1}, not {asked.Environment}"));
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
            Store(append, columns, Sender);
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

    private void Store(AppendChunk append, byte[] columns, IActorRef sender)
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
        desk[chunk.Environment] = desk[chunk.Environment] with { NextNumber = append.Number + 1, NextIndex = stored.EndIndex, AtEpisodeEnd = chunk.IsLast[^1] == 1 };
        outbox.Add(stored, () =>
        {
            memory!.Append(stored, columns, chunk.Latents);
            sender.Tell(Acknowledge(stored.Stream, stored.Number));
            Decide(new StepsStored(stored.Environment, stored.Stream, stored.Count, memory.Sampleable), "a chunk is stored");
        });
        Flush();
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
