using Akka.Actor;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// Stands before replay and writes down, in a file and at once, every chunk that replay acknowledges, before its environment hears of it: <c>stream number steps hash</c>. A test that kills the
/// process knows from it what must be there afterwards.
/// </summary>
public sealed class AckRecorder : ReceiveActor
{
    private readonly Dictionary<(long Stream, long Number), (IActorRef From, string Line)> waiting = [];
    private readonly StreamWriter file;

    public AckRecorder(Func<IActorRef, Props> replay, IActorRef supervisor, StepLayout layout, string path)
    {
        file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        var child = Context.Watch(Context.ActorOf(replay(supervisor), "kept"));
        var said = false;
        Receive<AppendChunk>(append =>
        {
            waiting[(append.Stream, append.Number)] = (Sender, $"{append.Stream} {append.Number} {append.Chunk.Count} {FakeNumbers.Hash(layout.Encode(append.Chunk))}");
            child.Tell(append);
        });
        Receive<ChunkStored>(stored =>
        {
            if (!waiting.Remove((stored.Stream, stored.Number), out var chunk)) return;
            file.WriteLine(chunk.Line);
            if (!said) Console.WriteLine("acting");
            said = true;
            chunk.From.Tell(stored, child);
        });
        Receive<Terminated>(_ => Context.Stop(Self));
        ReceiveAny(message =>
        {
            if (Sender.Equals(child)) Context.Parent.Forward(message);
            else child.Forward(message);
        });
    }

    /// <summary>For every chunk that stands in such a file, in order, the number of the node that it is from, as the learner counts its admissions; below zero: the learner's own.</summary>
    public static List<long> Nodes(string path)
    {
        var nodes = new List<long>();
        if (!File.Exists(path)) return nodes;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
            if (long.TryParse(line.Split(' ')[0], out var stream)) nodes.Add((stream % StreamBlocks.Local(1, 0) / StreamBlocks.Local(0, 1)) - (StreamBlocks.Node(0, 0) / StreamBlocks.Local(0, 1)));
        return nodes;
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop); // as the run's supervisor does

    protected override void PostStop() => file.Dispose();
}
