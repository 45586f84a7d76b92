using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.TestKit.Xunit2;
using Xunit;

namespace AkkaDreamer.Tests.Offline.ActorSystems;

/// <summary>Which serializer is for what, and that messages are checked.</summary>
public sealed class SerializationScenarios : TestKit
{
    private static readonly string Here = typeof(SerializationScenarios).Assembly.GetName().Name!;

    private static readonly Config Settings = ConfigurationFactory.ParseString("""
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.actor {
          serialize-messages = on
          serialize-creators = on
          serializers.words = "AkkaDreamer.Tests.Offline.ActorSystems.SerializationScenarios+Words, ASSEMBLY"
          serializers.none = "AkkaDreamer.Tests.Offline.ActorSystems.SerializationScenarios+Refuses, ASSEMBLY"
          serialization-bindings {
            "AkkaDreamer.Tests.Offline.ActorSystems.SerializationScenarios+IWord, ASSEMBLY" = words
            "System.Object" = none
          }
          serialization-identifiers {
            "AkkaDreamer.Tests.Offline.ActorSystems.SerializationScenarios+Refuses, ASSEMBLY" = 902
          }
        }
        """.Replace("ASSEMBLY", Here));

    public SerializationScenarios()
        : base(Settings)
    {
    }

    public interface IWord;

    [Fact]
    public void The_binding_of_an_interface_counts_for_its_implementations()
    {
        var serializer = Sys.Serialization.FindSerializerFor(new Word("a", null));
        Assert.IsType<Words>(serializer);
        Assert.Equal(901, serializer.Identifier);
        Assert.Equal("w", Akka.Serialization.Serialization.ManifestFor(serializer, new Word("a", null)));
        Assert.IsType<ByteArraySerializer>(Sys.Serialization.FindSerializerFor(new byte[1]));
        Assert.Equal(4, Sys.Serialization.FindSerializerForType(typeof(byte[])).Identifier);
        Assert.Equal(902, Sys.Serialization.FindSerializerFor(new object()).Identifier);
    }

    [Fact]
    public void Bytes_come_back_by_identifier_and_manifest()
    {
        var bytes = Sys.Serialization.Serialize(new Word("hello", null));
        Assert.Equal(new Word("hello", null), Sys.Serialization.Deserialize(bytes, 901, "w"));
        Assert.Throws<System.Runtime.Serialization.SerializationException>(() => Sys.Serialization.Deserialize(bytes, 999, "w"));
        Assert.Throws<ArgumentException>(() => Sys.Serialization.Deserialize(bytes, 901, "unknown"));
    }

    [Fact]
    public void A_reference_survives_serialization()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()), "echo");
        echo.Tell(new Word("hi", TestActor));
        var answer = ExpectMsg<Word>();
        Assert.Equal("hi", answer.Text);
        Assert.Equal(TestActor, answer.Who);
        var text = Akka.Serialization.Serialization.SerializedActorPath(echo);
        Assert.Equal($"akka://test/user/echo#{echo.Path.Uid}", text);
        var provider = ((ExtendedActorSystem)Sys).Provider;
        Assert.Equal(echo, provider.ResolveActorRef(text));
        Assert.Equal(echo, Sys.Serialization.DeserializeActorRef(text));
        EventFilter.DeadLetter<Word>().ExpectOne(() => provider.ResolveActorRef("akka://test/user/nobody").Tell(new Word("x", null)));
    }

    [Fact]
    public void A_message_is_handled_as_a_copy_when_messages_are_checked()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        var word = new Word("hi", null);
        echo.Tell(word);
        var answer = ExpectMsg<Word>();
        Assert.Equal(word, answer);
        Assert.NotSame(word, answer);
        var exempt = new Exempt();
        echo.Tell(exempt);
        Assert.Same(exempt, ExpectMsg<Exempt>());
    }

    [Fact]
    public void A_message_without_a_serializer_is_not_delivered_but_reported()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        EventFilter.Error(start: "Swallowing exception during message send").ExpectOne(() => echo.Tell(new Unbound()));
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_timer_message_is_not_checked()
    {
        var unbound = new Unbound();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, unbound, ActorRefs.NoSender);
        Assert.Same(unbound, ExpectMsg<Unbound>());
    }

    [Fact]
    public void Props_are_checked_unless_the_actor_stays_here()
    {
        var unbound = new Unbound();
        Assert.Throws<System.Runtime.Serialization.SerializationException>(() => Sys.ActorOf(Props.Create(() => new Holder(unbound))));
        Sys.ActorOf(Props.Create(() => new Holder(unbound)).WithDeploy(Deploy.Local));
    }

    [Fact]
    public async Task Texts_and_numbers_have_a_serializer_by_default()
    {
        using var system = ActorSystem.Create("plain", "akka.actor.serialize-messages = on, akka.stdout-loglevel = OFF");
        var echo = system.ActorOf(Props.Create(() => new Echo()));
        foreach (var value in (object[])["text", 1, 2L, 3.5, true, new byte[] { 1, 2 }])
            Assert.Equal(value, await echo.Ask<object>(value, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Any_plain_object_has_a_serializer_by_default()
    {
        using var system = ActorSystem.Create("plain", "akka.actor.serialize-messages = on, akka.stdout-loglevel = OFF");
        var echo = system.ActorOf(Props.Create(() => new Echo()));
        var plain = new Plain("name", 3, [1, 2, 3], new Dictionary<string, double> { ["a"] = 0.5 }, echo, new Inner(DayOfWeek.Friday, null));
        var answer = await echo.Ask<Plain>(plain, TimeSpan.FromSeconds(5));
        Assert.NotSame(plain, answer);
        Assert.Equal((plain.Name, plain.Number, plain.Who, plain.Inner), (answer.Name, answer.Number, answer.Who, answer.Inner));
        Assert.Equal(plain.Numbers, answer.Numbers);
        Assert.Equal(plain.Map, answer.Map);
        system.Stop(echo);
        Assert.True(await echo.WatchAsync(new CancellationTokenSource(TimeSpan.FromSeconds(5)).Token));
    }

    public sealed record Inner(DayOfWeek Day, string? Text);

    public sealed record Plain(string Name, int Number, int[] Numbers, Dictionary<string, double> Map, IActorRef Who, Inner Inner);

    public sealed record Word(string Text, IActorRef? Who) : IWord;

    private sealed record Exempt : INoSerializationVerificationNeeded;

    private sealed record Unbound;

    /// <summary>Made by name from configuration.</summary>
    public sealed class Words(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 901;

        public override string Manifest(object o) => "w";

        public override byte[] ToBinary(object obj)
        {
            var word = (Word)obj;
            return Encoding.UTF8.GetBytes(word.Text + "\n" + Akka.Serialization.Serialization.SerializedActorPath(word.Who));
        }

        public override object FromBinary(byte[] bytes, string manifest)
        {
            if (manifest != "w") throw new ArgumentException("Unknown manifest " + manifest);
            var parts = Encoding.UTF8.GetString(bytes).Split('\n');
            return new Word(parts[0], parts[1] == "" ? null : system.Provider.ResolveActorRef(parts[1]));
        }
    }

    /// <summary>Takes the place of the serializer for everything.</summary>
    public sealed class Refuses(ExtendedActorSystem system) : Serializer(system)
    {
        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) => throw new NotSupportedException("no serializer for " + obj.GetType());

        public override object FromBinary(byte[] bytes, Type type) => throw new NotSupportedException("nothing to read");
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class Holder : ReceiveActor
    {
        public Holder(object held) => ReceiveAny(_ => Sender.Tell(held));
    }
}
