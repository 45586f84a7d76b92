using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

public sealed class EnvironmentGroupScenarios : ActorScenario
{
    private readonly FakeAgent agent = new(AgentSpacesOf.Environment(new Counter().Spaces)) { Pinned = false };

    [Fact]
    public void Environments_begin_with_new_streams_numbered_upward()
    {
        var (_, replay) = Start(count: 3, nextStream: 20);
        var asked = Enumerable.Range(0, 3).Select(_ => replay.ExpectMsg<RequestCredit>()).OrderBy(credit => credit.Environment);
        Assert.Equal([(0, 20), (1, 21), (2, 22)], asked.Select(credit => (credit.Environment, credit.Stream)));
    }

    [Fact]
    public void A_stream_that_ended_is_followed_by_one_number_however_often_it_is_asked_for()
    {
        var (group, _) = Start(count: 1, nextStream: 5);
        var probe = CreateTestProbe();
        for (var twice = 0; twice < 2; twice++)
        {
            group.Tell(new RequestStream(0, 5), probe);
            Assert.Equal(new StreamAssigned(0, 5, 6), probe.ExpectMsg<StreamAssigned>());
        }

        group.Tell(new RequestStream(0, 6), probe);
        Assert.Equal(7, probe.ExpectMsg<StreamAssigned>().Stream);
    }

    [Fact]
    public void An_environment_whose_actor_dies_is_replaced_after_a_wait_with_a_new_stream()
    {
        var (_, replay) = Start(count: 1, nextStream: 5);
        var asked = replay.ExpectMsg<RequestCredit>();
        var first = replay.LastSender;
        replay.Watch(first);
        first.Tell(Kill.Instance);
        replay.FishForMessage<Terminated>(dead => dead.ActorRef.Equals(first));
        Assert.Equal("environment", parent!.FishForMessage<FaultSeen>(_ => true).Class);
        AwaitAssert(() =>
        {
            Advance(1);
            Assert.Contains(Drain(replay).OfType<RequestCredit>(), credit => credit.Stream == asked.Stream + 1);
        });
    }

    [Fact]
    public void What_environments_say_goes_to_the_parent_and_a_restart_of_versions_to_every_environment()
    {
        var (group, _) = Start(count: 2, nextStream: 0);
        group.Tell(new EpisodeFinished(0, 1, 2), CreateTestProbe());
        group.Tell(new PartCaptured(new CutMark(1, 1), "env-0", new StateSnapshot([], ImmutableSortedDictionary<string, string>.Empty)), CreateTestProbe());
        parent!.FishForMessage<EpisodeFinished>(_ => true);
        parent!.FishForMessage<PartCaptured>(_ => true);
        group.Tell(new PolicyRestarted(3));
        for (var environment = 0; environment < 2; environment++) parent!.FishForMessage<RequestPolicy>(request => request.AtLeast == 0);
    }

    [Fact]
    public void A_captured_stream_goes_on_where_replay_holds_it_and_else_a_new_one_begins()
    {
        var held = StreamState.Begin(3, 1) with { NextNumber = 2, NextIndex = 9 };
        var lost = StreamState.Begin(4, 1) with { NextNumber = 5, NextIndex = 30 };
        var captured = ImmutableSortedDictionary<string, StateSnapshot>.Empty.Add("env-0", held.Capture()).Add("env-1", lost.Capture());
        var (_, replay) = Start(count: 2, nextStream: 50, [new OpenStream(0, 3, 2, 9), new OpenStream(1, 4, 4, 22)], captured);
        var asked = Enumerable.Range(0, 2).Select(_ => replay.ExpectMsg<RequestCredit>()).OrderBy(credit => credit.Environment);
        Assert.Equal([3, 50], asked.Select(credit => credit.Stream));
        Assert.Equal("env-1", parent!.FishForMessage<FaultSeen>(_ => true).Source);
    }

    private TestProbe? parent;

    private (IActorRef Group, TestProbe Replay) Start(int count, long nextStream, ImmutableArray<OpenStream> open = default, ImmutableSortedDictionary<string, StateSnapshot>? captured = null)
    {
        var replay = CreateTestProbe();
        var settings = new EnvironmentGroupSettings
        {
            Count = count,
            NextStream = nextStream,
            Open = open.IsDefault ? [] : open,
            Captured = captured ?? EnvironmentGroupSettings.NothingCaptured,
            Environment = i => new EnvironmentSettings
            {
                Index = i,
                Spaces = new Counter().Spaces,
                CreateHost = () => new ScriptedEnvironment(),
                CreatePolicy = agent.CreatePolicy,
                Seed = (ulong)i,
            },
        };
        (parent, var group) = Child("environments", Props.Create(() => new EnvironmentGroup(settings, replay.Ref)));
        return (group, replay);
    }
}
