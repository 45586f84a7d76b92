using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace AkkaDreamer.Tests.Offline.ActorSystems;

/// <summary>The event stream, loggers, dead letters.</summary>
public sealed class EventsAndLogs : TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public EventsAndLogs()
        : base("akka.loglevel = DEBUG, akka.stdout-loglevel = OFF")
    {
    }

    [Fact]
    public void Events_go_to_subscribers_of_their_type_and_its_bases()
    {
        var narrow = CreateTestProbe();
        var wide = CreateTestProbe();
        Assert.True(Sys.EventStream.Subscribe(narrow.Ref, typeof(Cat)));
        Assert.False(Sys.EventStream.Subscribe(narrow.Ref, typeof(Cat)));
        Sys.EventStream.Subscribe<IAnimal>(wide.Ref);
        Sys.EventStream.Publish(new Dog());
        Sys.EventStream.Publish(new Cat());
        wide.ExpectMsg<Dog>();
        wide.ExpectMsg<Cat>();
        narrow.ExpectMsg<Cat>();
        Assert.True(Sys.EventStream.Unsubscribe(wide.Ref, typeof(Dog)));
        Sys.EventStream.Publish(new Dog());
        Sys.EventStream.Publish(new Cat());
        wide.ExpectMsg<Cat>();
        Assert.True(Sys.EventStream.Unsubscribe(wide.Ref));
        Sys.EventStream.Publish(new Cat());
        wide.ExpectNoMsg(50);
    }

    [Fact]
    public void Dead_letters_say_who_sent_what_to_whom()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor, Soon);
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        actor.Tell("lost");
        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal("lost", letter.Message);
        Assert.Equal(actor, letter.Recipient);
        Assert.Equal(TestActor, letter.Sender);
        actor.Tell(PoisonPill.Instance);
        ExpectMsg<SuppressedDeadLetter>();
        Sys.EventStream.Publish(new Dropped("given up", "no room", TestActor));
        Assert.Equal("no room", ExpectMsg<Dropped>().Reason);
    }

    [Fact]
    public void Log_messages_are_formatted_and_carry_source_and_cause()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Talker()), "talker");
        EventFilter.Info("1 and two", source: "/user/talker").ExpectOne(() => actor.Tell("info"));
        EventFilter.Debug(start: "debug").ExpectOne(() => actor.Tell("debug"));
        EventFilter.Warning(contains: "{0} is left alone").ExpectOne(() => actor.Tell("warning"));
        EventFilter.Exception<FormatException>("cause").ExpectOne(() => actor.Tell("error"));
        EventFilter.Error(new System.Text.RegularExpressions.Regex("error \\d")).ExpectOne(() => actor.Tell("error"));
    }

    [Fact]
    public async Task A_logger_of_the_application_gets_what_the_level_lets_through()
    {
        using var system = ActorSystem.Create("logs", """
            akka.loggers = ["AkkaDreamer.Tests.Offline.ActorSystems.EventsAndLogs+Collector, ASSEMBLY"]
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            """.Replace("ASSEMBLY", typeof(Collector).Assembly.GetName().Name));
        Collector.Target = TestActor;
        var log = Logging.GetLogger(system, "source");
        Assert.False(log.IsInfoEnabled);
        log.Info("too little");
        log.Warning("enough {0}", 1);
        ExpectMsg<string>(text => text == "source (akka://logs) enough 1");
        Collector.Target = ActorRefs.Nobody;
        await system.Terminate();
    }

    [Fact]
    public void A_logger_that_does_not_exist_is_refused() => Assert.ThrowsAny<Exception>(() =>
        ActorSystem.Create("broken", """akka.loggers = ["No.Such.Logger, Nowhere"], akka.stdout-loglevel = OFF"""));

    [Fact]
    public void Unhandled_messages_can_be_logged()
    {
        using var system = ActorSystem.Create("unhandled", TestKit.DefaultConfig.WithFallback("""
            akka.actor.debug.unhandled = on
            akka.loglevel = DEBUG
            akka.stdout-loglevel = OFF
            """));
        var actor = system.ActorOf(Props.Create(() => new Talker()));
        CreateEventFilter(system).Debug(start: "Unhandled message from").ExpectOne(() => actor.Tell(1.5));
    }

    public interface IAnimal;

    private sealed record Cat : IAnimal;

    private sealed record Dog : IAnimal;

    private sealed class Talker : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Talker()
        {
            Receive<string>(text => text == "info", _ => _log.Info("{0} and {1}", 1, "two"));
            Receive<string>(text => text == "debug", _ => _log.Debug("debug {0} {1} {2}", 1, 2, 3));
            Receive<string>(text => text == "warning", _ => _log.Warning("{0} is left alone"));
            Receive<string>(text => text == "error", _ => _log.Error(new FormatException("cause"), "error {0}", 7));
        }
    }

    /// <summary>Made by name from configuration.</summary>
    public sealed class Collector : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        public Collector()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(logEvent => Target.Tell($"{logEvent.LogSource} {logEvent.Message}"));
        }

        public static IActorRef Target { get; set; } = ActorRefs.Nobody;
    }
}
