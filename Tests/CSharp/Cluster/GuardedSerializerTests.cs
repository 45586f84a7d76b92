using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.SysMsg;
using Akka.Serialization;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Serialization;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>What a stranger writes with Akka's own serializers, as they come, and what a member of the cluster makes of it.</summary>
public sealed class GuardedSerializerTests : IDisposable
{
    private readonly ActorSystem stranger = ActorSystem.Create("stranger", ConfigurationFactory.ParseString("""
        akka { stdout-loglevel = OFF, loggers = [], actor.provider = remote, remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 } }
        """));

    private readonly ActorSystem member = ActorSystem.Create(ClusterSystem.Name, ClusterSystem.Configuration(
        new ClusterOptions { Port = 0 }, NodeRole.Learner, ConfigurationFactory.ParseString("akka { loglevel = OFF, loggers = [] }").WithFallback(ConfigurationFactory.ParseString(TestRuns.Akka))));

    public static TheoryData<string> Traps() => ["a failure", "a command to restart", "a command to go on", "an object of any class", "a generated message of any class"];

    [Theory]
    [MemberData(nameof(Traps))]
    public void No_object_is_made_of_a_class_that_a_stranger_names(string what)
    {
        var (id, manifest, bytes) = what switch
        {
            "a failure" => Written(new Status.Failure(new TrapException("snap"))),
            "a command to restart" => Written(new Recreate(new TrapException("snap"))),
            "a command to go on" => Written(new Resume(new TrapException("snap"))),
            "an object of any class" => Written(new Trap()),
            _ => (2, $"{typeof(Trap).FullName}, {typeof(Trap).Assembly.GetName().Name}", []),
        };
        var made = Trap.Made;
        Assert.ThrowsAny<Exception>(() => member.Serialization.Deserialize(bytes, id, manifest));
        Assert.Equal(made, Trap.Made);
        if (id == 2) return; // only the published serializer makes one
        var read = stranger.Serialization.Deserialize(bytes, id, manifest);
        Assert.True(read is Trap || Trap.Made > made, "the trap does not snap");
    }

    [Fact]
    public void Messages_in_messages_in_messages_are_refused_before_the_stack_is_full()
    {
        var shallow = Nested(levels: 3);
        Assert.IsType<Identify>(Assert.IsType<Identify>(Assert.IsType<Identify>(member.Serialization.Deserialize(shallow, 16, "ID")).MessageId).MessageId);
        var deep = Nested(levels: 4_000);
        Assert.InRange(deep.Length, 10_000, 128_000); // as many as a frame holds
        Assert.ThrowsAny<Exception>(() => member.Serialization.Deserialize(deep, 16, "ID"));
        Assert.IsType<Identify>(member.Serialization.Deserialize(shallow, 16, "ID")); // what was too deep leaves nothing behind
    }

    [Fact]
    public void What_members_say_to_each_other_comes_through()
    {
        var actor = member.ActorOf(Props.Empty, "somebody");
        object[] said =
        [
            new Identify("who"), new ActorIdentity("who", actor), PoisonPill.Instance, Kill.Instance, actor, new Watch((IInternalActorRef)actor, (IInternalActorRef)actor),
            new Unwatch((IInternalActorRef)actor, (IInternalActorRef)actor), new DeathWatchNotification(actor, true, false), new ActorSelectionMessage(new Identify(1), [new SelectChildName("user")]),
        ];
        foreach (var message in said)
        {
            var serializer = member.Serialization.FindSerializerFor(message);
            Assert.IsType<GuardedSerializer>(serializer);
            var (id, manifest, bytes) = Written(message, member);
            Assert.Equal(message.GetType(), member.Serialization.Deserialize(bytes, id, manifest.Length == 0 ? null! : manifest).GetType()); // as it comes over the network
        }

        Assert.Throws<SerializationException>(() => Written(new Status.Failure(new TrapException("snap")), member));
        Assert.Throws<SerializationException>(() => Written(new Terminate(), member));
    }

    public void Dispose() => Task.WaitAll([stranger.Terminate(), member.Terminate()], TimeSpan.FromSeconds(30));

    private (int Id, string Manifest, byte[] Bytes) Written(object message, ActorSystem? by = null)
    {
        by ??= stranger;
        var serializer = by.Serialization.FindSerializerFor(message);
        return (serializer.Identifier, Serialization.ManifestFor(serializer, message), by.Serialization.Serialize(message));
    }

    /// <summary>An Identify with an Identify in it, and so on, written level by level.</summary>
    private byte[] Nested(int levels)
    {
        stranger.Serialization.AddSerializationMap(typeof(Raw), new RawSerializer((ExtendedActorSystem)stranger));
        byte[] bytes = Written(new Identify("the last")).Bytes;
        for (var level = 1; level < levels; level++) bytes = Written(new Identify(new Raw(bytes))).Bytes;
        return bytes;
    }

    /// <summary>An Identify that is written already.</summary>
    private sealed record Raw(byte[] Bytes);

    private sealed class RawSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 16;

        public override string Manifest(object o) => "ID";

        public override byte[] ToBinary(object obj) => ((Raw)obj).Bytes;

        public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException();
    }
}

/// <summary>A class that counts how many of it were made.</summary>
public sealed class Trap
{
    private static int made;

    public Trap() => Snap();

    /// <summary>How many were made so far in this process, of this class and of <see cref="TrapException"/>.</summary>
    public static int Made => Volatile.Read(ref made);

    internal static void Snap() => Interlocked.Increment(ref made);
}

/// <summary>The same as an exception.</summary>
public sealed class TrapException : Exception
{
    public TrapException(string message)
        : base(message) => Trap.Snap();

    private TrapException(SerializationInfo info, StreamingContext context)
        : base(info.GetString("Message")) => Trap.Snap();
}
