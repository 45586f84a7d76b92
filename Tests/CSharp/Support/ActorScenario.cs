using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using AkkaDreamer.Actors.Protocol;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// A scenario for one actor: probes are its neighbours, time is virtual (<see cref="Advance(double)"/>), every message that may leave the process goes through the serializer, and at the end nothing
/// may have been unhandled or ended in dead letters.
/// </summary>
public abstract class ActorScenario : TestKit
{
    private const string Settings = """
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          log-dead-letters = off
          test { single-expect-default = 20s, default-timeout = 40s }
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          actor {
            serialize-messages = on
            serializers.dreamer = "AkkaDreamer.Actors.Serialization.DreamerSerializer, AkkaDreamer.Actors"
            serialization-bindings {
              "AkkaDreamer.Actors.Protocol.IProtocolMessage, AkkaDreamer.Actors" = dreamer
            }
          }
        }
        """;

    private readonly TestProbe lost;

    protected ActorScenario(ITestOutputHelper? output = null, string more = "")
        : base(ConfigurationFactory.ParseString(more).WithFallback(ConfigurationFactory.ParseString(Settings)), "scenario", output)
    {
        lost = CreateTestProbe("lost");
        Sys.EventStream.Subscribe(lost.Ref, typeof(UnhandledMessage));
        Sys.EventStream.Subscribe(lost.Ref, typeof(DeadLetter));
    }

    /// <summary>Virtual time passes.</summary>
    protected void Advance(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);

    /// <summary>So many virtual seconds pass.</summary>
    protected void Advance(double seconds) => Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>An actor under test whose parent stops it when it fails and shows the probe whatever it says.</summary>
    protected (TestProbe Parent, IActorRef Child) Child(string name, Props props)
    {
        var parent = CreateTestProbe();
        var (probe, born) = (parent.Ref, new TaskCompletionSource<IActorRef>());
        Sys.ActorOf(Props.Create(() => new Foster(props, name, probe, born)));
        return (parent, born.Task.WaitAsync(RemainingOrDefault).GetAwaiter().GetResult());
    }

    /// <summary>Everything that a probe has been sent, once the system is quiet for a moment.</summary>
    protected static IReadOnlyList<object> Drain(TestProbe probe)
    {
        var messages = new List<object>();
        while (probe.ReceiveOne(TimeSpan.FromMilliseconds(300)) is { } message) messages.Add(message);
        return messages;
    }

    /// <summary>What a probe has been sent until there is a message of each of these types.</summary>
    protected static IReadOnlyList<object> Until(TestProbe probe, params Type[] types)
    {
        var messages = new List<object>();
        while (!types.All(type => messages.Any(type.IsInstanceOfType)))
        {
            messages.Add(probe.ReceiveOne(TimeSpan.FromSeconds(20)) ?? throw new TimeoutException($"waited for {string.Join(" and ", types.Select(type => type.Name))}, and there was {string.Join(", ", messages)}"));
        }

        return messages;
    }

    /// <summary>Nothing was lost so far. Messages to a probe that a scenario stopped on purpose are allowed by <paramref name="allowed"/>.</summary>
    protected void NothingIsLost(Func<object, bool>? allowed = null)
    {
        while (lost.HasMessages)
        {
            var message = lost.ReceiveOne(TimeSpan.Zero);
            var inner = message is DeadLetter dead ? dead.Message : ((UnhandledMessage)message).Message;
            if (inner is not IProtocolMessage) continue; // timers and such
            Assert.False(message is UnhandledMessage, $"unhandled: {message}");
            Assert.True(allowed?.Invoke(inner) == true, $"lost: {message}");
        }
    }

    protected override void AfterAll()
    {
        NothingIsLost(LossIsAllowed);
        base.AfterAll();
    }

    /// <summary>Protocol messages to actors that a scenario ends on purpose. Unhandled ones are never allowed.</summary>
    protected virtual bool LossIsAllowed(object message) => false;

    private sealed class Foster : ReceiveActor
    {
        public Foster(Props props, string name, IActorRef probe, TaskCompletionSource<IActorRef> born)
        {
            born.SetResult(Context.ActorOf(props, name));
            ReceiveAny(message => probe.Forward(message));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
    }
}
