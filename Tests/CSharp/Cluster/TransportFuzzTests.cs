using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Serialization;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Actors;
using AkkaDreamer.Tests.Offline.Remoting;
using AkkaDreamer.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using Membership = Akka.Cluster.Cluster;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>
/// The port at which a learner listens, shown a million frames that nobody means: what nodes say is recorded off the wire, and said again, damaged, by strangers on many connections. Beside them a healthy node talks on.
/// </summary>
public sealed class TransportFuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Lanes = 4, FramesAConnection = 1_000, Short = 80, Long = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static readonly bool IsPublished = typeof(ActorSystem).Assembly.GetName().Name == "Akka";

    /// <summary>The published transport takes in whatever comes, as fast as it comes, and reads it later: it is shown as much as it can hold.</summary>
    private static readonly long Frames = IsPublished ? 100_000 : 1_000_000;
    private readonly CuttableWire wire = new();
    private readonly List<ActorSystem> systems = [];
    private readonly ConcurrentDictionary<Type, long> heard = new();
    private ActorSystem learner = null!;
    private long sent, ended;

    [Fact]
    public async Task Damaged_frames_end_their_connections_at_most_and_nothing_else()
    {
        var conversations = new List<byte[][]>();
        for (var lane = 0; lane < Lanes; lane++) conversations.Add(await Record(lane));
        var healthy = Start(NodeRole.Environments, "");
        var echo = await healthy.ActorSelection(new RootActorPath(Membership.Get(learner).SelfAddress) / "user" / "side").ResolveOne(Patience);
        await echo.Ask<string>("before", Patience);

        var refusals = DreamerSerializer.Refusals;
        var (memory, threads, sockets, traps) = (GC.GetTotalMemory(forceFullCollection: true), Threads(), Sockets(), Trap.Made);
        var (clock, largest) = (Stopwatch.StartNew(), 0L);
        using var over = new CancellationTokenSource();
        var talk = Task.Run(() => Talk(echo, () => largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: false)), over.Token));
        var silent = Task.WhenAll(Enumerable.Range(0, 40).Select(one => SayLittle(conversations[one % Lanes], one)));
        await Task.WhenAll(conversations.Select((conversation, lane) => Task.Run(() => Fuzz(conversation, new RandomState((ulong)lane)))));
        var took = clock.Elapsed;
        await silent;
        await over.CancelAsync();
        var pongs = await talk;

        Assert.Equal("after", await echo.Ask<string>("after", Patience));
        Assert.Equal("heard", await learner.ActorSelection("/user/learner").Ask<string>("all", Patience));
        await Await.Until(() => Task.FromResult(Threads() <= threads + 24 && Sockets() <= sockets + 16), "threads and sockets were given back", () => $"{Threads()} threads where there were {threads}, {Sockets()} sockets where there were {sockets}");
        var left = GC.GetTotalMemory(forceFullCollection: true) - memory;
        output.WriteLine($"{sent} frames on {ended} connections in {took.TotalSeconds:0.0} s, {pongs} answers beside them; {heard.Values.Sum()} messages came through as {heard.Count} types, {DreamerSerializer.Refusals - refusals} were refused by our serializer; memory {left / 1e6:0.0} MB more, {(largest - memory) / 1e6:0} MB at most");
        Assert.True(sent >= Frames, $"{sent} frames");
        Assert.True(pongs > 5, $"{pongs} answers");
        Assert.Equal(traps, Trap.Made);
        Assert.All(heard.Keys, type => Assert.True(IsOurs(type), $"a {type} was made"));
        Assert.Contains(typeof(NodeAlive), heard.Keys); // damage can be where it does not matter
        Assert.True(left < 100e6 && largest - memory < 500e6, $"{left} bytes more, {largest - memory} at most");
    }

    public async Task InitializeAsync()
    {
        learner = Start(NodeRole.Learner, $"akka.remote {{ handshake-timeout = 2s, dot-netty.tcp {{ connection-timeout = 2s, port = {wire.Target}, public-port = {wire.Port} }} }}");
        var counts = heard;
        var ear = learner.ActorOf(Props.Create(() => new Listener(counts)), "learner");
        learner.EventStream.Subscribe(ear, typeof(AllDeadLetters));
        learner.ActorOf(Props.Create(() => new EchoActor()), "side");
        await ear.Ask<ActorIdentity>(new Identify(1), Patience);
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(systems.Select(system => system.Terminate()));
        wire.Dispose();
    }

    private static bool IsOurs(Type type) => type.IsPrimitive || type == typeof(string) || type == typeof(byte[]) || type.Namespace?.StartsWith("AkkaDreamer.Actors", StringComparison.Ordinal) == true
        || type.Namespace?.StartsWith("Akka.", StringComparison.Ordinal) == true;

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    /// <summary>Of this process; 0 where the machine does not say.</summary>
    private static int Sockets() => Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Count(path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true) : 0;

    /// <summary>Asks until it is over; counts the answers.</summary>
    private static async Task<int> Talk(IActorRef echo, Action afterEach, CancellationToken over)
    {
        for (var asked = 0; ; asked++)
        {
            if (over.IsCancellationRequested) return asked;
            Assert.Equal($"{asked}", await echo.Ask<string>($"{asked}", Patience, CancellationToken.None));
            afterEach();
        }
    }

    private ActorSystem Start(NodeRole role, string more)
    {
        var akka = ConfigurationFactory.ParseString("akka { loglevel = OFF, loggers = [], log-dead-letters = off }").WithFallback(ConfigurationFactory.ParseString(TestRuns.Akka));
        var system = ActorSystem.Create(ClusterSystem.Name, ConfigurationFactory.ParseString(more).WithFallback(ClusterSystem.Configuration(new ClusterOptions { Port = 0 }, role, akka)));
        systems.Add(system);
        return system;
    }

    /// <summary>What a node says in its first moments: knocking, joining, watching, every message that there is, and objects that nobody should read. Each frame with its length.</summary>
    private async Task<byte[][]> Record(int lane)
    {
        wire.Records = true;
        // every second one writes as Akka does by itself: objects of any class
        var guest = lane % 2 == 0 ? Start(NodeRole.Environments, "") : ActorSystem.Create(ClusterSystem.Name, ConfigurationFactory.ParseString("""
            akka { loglevel = OFF, stdout-loglevel = OFF, loggers = [], actor.provider = cluster, remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 } }
            """));
        var address = Membership.Get(learner).SelfAddress;
        Membership.Get(guest).JoinSeedNodes([address]);
        var selection = guest.ActorSelection(new RootActorPath(address) / "user" / "learner");
        var direct = await selection.ResolveOne(Patience);
        guest.ActorOf(Props.Create(() => new WatcherActor(direct))).Tell(new WatcherActor.Watch(direct));
        object[] said = lane % 2 == 0
            ? [.. ProtocolSerializationTests.Messages, "text", 7, 7L]
            : ["text", 7, new Identify("who"), new Trap(), new Status.Failure(new TrapException("snap")), new Status.Success("yes"), new NodeAlive(1, 2, 3)];
        foreach (var message in said)
        {
            selection.Tell(message);
            direct.Tell(message, guest.DeadLetters);
        }

        Assert.Equal("heard", await direct.Ask<string>("all", Patience));
        await guest.Terminate();
        systems.Remove(guest);
        wire.Records = false;
        var conversation = Split(wire.Recorded.Where(bytes => bytes.Length > 0).Last());
        Assert.True(conversation.Length > 10, $"{conversation.Length} frames");
        return conversation;
    }

    private static byte[][] Split(byte[] bytes)
    {
        var frames = new List<byte[]>();
        for (var at = 0; at + 4 <= bytes.Length;)
        {
            var size = 4 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
            if (at + size > bytes.Length) break; // it was cut off there
            frames.Add(bytes[at..(at + size)]);
            at += size;
        }

        return [.. frames];
    }

    /// <summary>One connection after the other until there were enough frames; every one is ended by the other side.</summary>
    private async Task Fuzz(byte[][] conversation, RandomState random)
    {
        var buffer = new MemoryStream();
        while (Interlocked.Read(ref sent) < Frames)
        {
            buffer.SetLength(0);
            if (random.NextInt64(8) > 0) buffer.Write(Renamed(conversation[0], random)); // it says who it is; or else it does not
            // Damage where a message has what it says, or who says it, seldom ends its connection; damage anywhere soon does, so those are short.
            var gentle = random.NextInt64(4) > 0;
            var count = gentle ? FramesAConnection : 1 + (int)random.NextInt64(30);
            for (var frame = 0; frame < count; frame++) Damage(buffer, conversation, random, gentle && frame < count - 1);
            await Say(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
            Interlocked.Add(ref sent, count);
        }
    }

    /// <summary>The first frame of another node: an address that was given up once is not listened to again.</summary>
    private static byte[] Renamed(byte[] hello, RandomState random)
    {
        var renamed = hello.ToArray();
        var name = renamed.AsSpan().IndexOf("dreamer"u8);
        Assert.True(name > 0);
        for (var letter = 1; letter < ClusterSystem.Name.Length; letter++) renamed[name + letter] = (byte)('a' + random.NextInt64(26));
        return renamed;
    }

    private static void Damage(MemoryStream to, byte[][] conversation, RandomState random, bool gentle)
    {
        var frame = conversation[1 + random.NextInt64(conversation.Length - 1)];
        while (gentle && frame.Length < Short) frame = conversation[1 + random.NextInt64(conversation.Length - 1)]; // not its goodbye
        byte[] bytes = gentle ? [.. frame] : random.NextInt64(7) switch
        {
            0 => [.. frame, .. frame], // said twice
            1 => frame[..(int)random.NextInt64(frame.Length)], // torn
            2 => [0xff, 0xff, 0xff, 0x7f, .. frame], // two gigabytes are to follow
            3 => [0xff, 0xff, 0xff, 0xff, .. frame], // less than none
            4 => [0, 0xf4, 1, 0, .. frame], // 128,000, and they do not follow
            5 => [.. frame[..4], .. Enumerable.Range(0, frame.Length - 4).Select(_ => (byte)random.NextInt64(256))],
            _ => [.. frame],
        };
        if (gentle)
        {
            var back = (IsPublished ? frame.Length / 3 : 10) + (int)random.NextInt64(30); // there stands who says it behind what it says
            bytes[^(frame.Length >= Long ? back : 1 + (int)random.NextInt64(4))] ^= (byte)(1 << (int)random.NextInt64(8));
        }
        else
        {
            for (var times = random.NextInt64(3); times > 0 && bytes.Length > 0; times--)
            {
                var at = (int)random.NextInt64(bytes.Length);
                bytes[at] = random.NextInt64(2) == 0 ? (byte)(bytes[at] ^ (1 << (int)random.NextInt64(8))) : (byte)(random.NextInt64(2) * 255);
            }
        }

        to.Write(IsPublished && IsDeadly(bytes) ? frame : bytes);
    }

    /// <summary>The published transport counts up to a system message's number one by one, and remembers each number: a single damaged one takes all the memory that there is. Ordinary messages have the last number, at their end.</summary>
    private static bool IsDeadly(ReadOnlySpan<byte> frame) => frame.Length >= Short && frame.IndexOf<byte>([0x29, 255, 255, 255, 255, 255, 255, 255, 255]) < 0;

    /// <summary>Says it and no more, and waits until the other side has closed.</summary>
    private async Task Say(ReadOnlyMemory<byte> bytes)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, wire.Target);
        var closed = Drain(socket);
        try
        {
            for (var rest = bytes; rest.Length > 0;) rest = rest[await socket.SendAsync(rest)..];
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // it had enough before
        }

        await closed.WaitAsync(Patience);
        Interlocked.Increment(ref ended);
    }

    /// <summary>A connection that says nothing, or stops in the midst of what it says first: the other side ends it.</summary>
    private async Task SayLittle(byte[][] conversation, int one)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, wire.Target);
        await socket.SendAsync(conversation[0].AsMemory(0, one % conversation[0].Length));
        await Drain(socket).WaitAsync(Patience);
        Interlocked.Increment(ref ended);
    }

    private static async Task Drain(Socket socket)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer) > 0)
            {
                // nobody listens to what it answers
            }
        }
        catch (SocketException)
        {
            // closed the hard way
        }
    }

    /// <summary>Counts what it hears, and what nobody hears.</summary>
    private sealed class Listener : ReceiveActor
    {
        public Listener(ConcurrentDictionary<Type, long> heard)
        {
            Receive<string>(text => text == "all", _ => Sender.Tell("heard"));
            Receive<AllDeadLetters>(lost => heard.AddOrUpdate(lost.Message.GetType(), 1, (_, count) => count + 1));
            ReceiveAny(message => heard.AddOrUpdate(message.GetType(), 1, (_, count) => count + 1));
        }
    }
}
