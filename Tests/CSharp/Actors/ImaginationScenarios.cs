using Akka.Actor;
using Akka.TestKit;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Imagining;
using AkkaDreamer.Actors.Learning;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

public sealed class ImaginationScenarios : ActorScenario
{
    private int startsOut;

    [Fact]
    public void Imagination_asks_for_start_states_in_order_and_asks_again_until_they_come()
    {
        var (learner, _, _, _) = Start();
        var asked = learner.ExpectMsg<RequestStartStates>();
        Assert.Equal(1, asked.Update);
        Advance(1);
        Assert.Equal(asked, learner.ExpectMsg<RequestStartStates>());
    }

    [Fact]
    public void The_next_start_states_are_asked_for_before_dreaming_and_after_it_the_lease_is_back_and_the_learner_and_replay_are_told()
    {
        var (learner, replay, _, imagination) = Start();
        Give(imagination, learner, 1);
        Assert.Equal(new BehaviourReported(1, 1), replay.ExpectMsg<BehaviourReported>());
        Assert.Equal(2, learner.FishForMessage<RequestStartStates>(asked => asked.Update > 1).Update);
        Assert.False(learner.ExpectMsg<StartStatesDone>().Skipped);
        Assert.Equal(0, startsOut);
    }

    [Fact]
    public void Reports_are_repeated_until_they_are_noted()
    {
        var (learner, replay, _, imagination) = Start();
        Give(imagination, learner, 1);
        replay.ExpectMsg<BehaviourReported>();
        Drain(learner);
        Advance(1);
        replay.ExpectMsg<BehaviourReported>();
        learner.FishForMessage<StartStatesDone>(_ => true);
        imagination.Tell(new BehaviourNoted(1), replay);
        imagination.Tell(new StartStatesNoted(1), learner);
        Drain(learner);
        Advance(1);
        Assert.DoesNotContain(Drain(learner), message => message is StartStatesDone);
        Assert.Empty(Drain(replay));
    }

    [Fact]
    public void Start_states_out_of_order_are_not_dreamed_from()
    {
        var (learner, replay, _, imagination) = Start();
        Give(imagination, learner, 2);
        Advance(1);
        Assert.Empty(Drain(replay));
        Assert.Equal(1, learner.FishForMessage<RequestStartStates>(_ => true).Update);
    }

    [Fact]
    public void A_reader_is_served_when_there_is_a_policy_as_new_as_it_asks_for()
    {
        var (learner, _, _, imagination) = Start();
        var reader = CreateTestProbe();
        imagination.Tell(new RequestPolicy(3, 2), reader);
        Give(imagination, learner, 1);
        learner.FishForMessage<RequestStartStates>(asked => asked.Update == 2);
        Assert.Empty(Drain(reader));
        Give(imagination, learner, 2);
        var ready = reader.ExpectMsg<PolicyReady>();
        Assert.Equal((3, 2), (ready.RequestId, ready.Policy.Version));
        ready.Policy.Dispose();
    }

    [Fact]
    public void Several_readers_share_one_buffer_and_a_dead_reader_s_loan_is_given_back()
    {
        var (learner, _, _, imagination) = Start();
        Give(imagination, learner, 1);
        var (one, two) = (CreateTestProbe(), CreateTestProbe());
        imagination.Tell(new RequestPolicy(1, 0), one);
        imagination.Tell(new RequestPolicy(1, 0), two);
        var (first, second) = (one.ExpectMsg<PolicyReady>().Policy, two.ExpectMsg<PolicyReady>().Policy);
        Assert.Same(first.Weights, second.Weights);
        first.Dispose();
        Sys.Stop(two.Ref);
        learner.FishForMessage<RequestStartStates>(asked => asked.Update == 2);
        AwaitAssert(() => Assert.True(second.IsReturned));
    }

    [Fact]
    public void Before_the_first_update_after_a_resume_the_policy_of_the_checkpoint_serves()
    {
        var agent = Agent();
        var halves = new CheckpointHalves(agent.CreateWorldModel(1).Capture(), agent.CreateBehaviour(2).Capture());
        var (_, _, _, imagination) = Start(settings => settings with { Update = 30, From = halves });
        var reader = CreateTestProbe();
        imagination.Tell(new RequestPolicy(1, 30), reader);
        using var loan = reader.ExpectMsg<PolicyReady>().Policy;
        Assert.Equal((30, null), (loan.Version, loan.Weights));
        var policy = agent.CreatePolicy();
        loan.LoadInto(policy);
        Assert.Single(policy.Act([new float[Counter.Width]], null, null).Action, chosen => chosen == 1);
    }

    [Fact]
    public void In_lockstep_nothing_is_reported_before_the_policy_is_out()
    {
        var (learner, replay, _, imagination) = Start(settings => settings with { Lockstep = true });
        var readers = new List<PolicyLoan>();
        for (var update = 1; update <= 3; update++) // three buffers, all kept by readers
        {
            Give(imagination, learner, update);
            Assert.Equal(update, replay.FishForMessage<BehaviourReported>(report => report.Update == update).PolicyVersion);
            var reader = CreateTestProbe();
            imagination.Tell(new RequestPolicy(1, update), reader);
            readers.Add(reader.ExpectMsg<PolicyReady>().Policy);
            imagination.Tell(new BehaviourNoted(update), replay);
            imagination.Tell(new StartStatesNoted(update), learner);
        }

        Give(imagination, learner, 4);
        Advance(0.5);
        Assert.Empty(Drain(replay));
        readers.ForEach(loan => loan.Dispose());
        AwaitAssert(() =>
        {
            Advance(0.05);
            Assert.Contains(Drain(replay), message => message is BehaviourReported { Update: 4, PolicyVersion: 4 });
        });
    }

    [Fact]
    public void A_joint_agent_in_lockstep_publishes_when_the_learner_has_completed_the_update()
    {
        var (learner, replay, _, imagination) = Start(settings => settings with { Lockstep = true, Agent = Agent(UpdateKind.Joint) });
        Give(imagination, learner, 1);
        Assert.False(learner.FishForMessage<StartStatesDone>(_ => true).Skipped);
        Assert.Empty(Drain(replay));
        Assert.Equal(1, startsOut);
        imagination.Tell(new StartStatesNoted(1), learner);
        replay.ExpectMsg<BehaviourReported>();
        Assert.Equal(0, startsOut);
    }

    [Fact]
    public void A_joint_agent_overlapped_lends_the_learner_its_value_head()
    {
        var (learner, _, _, imagination) = Start(settings => settings with { Agent = Agent(UpdateKind.Joint) });
        Give(imagination, learner, 1);
        using var loan = learner.FishForMessage<StartStatesDone>(_ => true).Policy;
        Assert.NotNull(loan?.Weights);
    }

    [Fact]
    public void An_update_that_the_learner_skipped_is_skipped_here_too()
    {
        var (learner, replay, _, imagination) = Start();
        imagination.Tell(new StartStatesReady(learner.ExpectMsg<RequestStartStates>().RequestId, 1, null, null), learner);
        Assert.Equal(new BehaviourReported(1, -1), replay.ExpectMsg<BehaviourReported>());
        learner.FishForMessage<RequestStartStates>(asked => asked.Update == 2);
    }

    [Fact]
    public void After_three_behaviour_updates_in_a_row_that_are_not_finite_imagination_stops_and_every_lease_is_back()
    {
        var (learner, _, parent, imagination) = Start(settings => settings with { Agent = Agent(faults: new FakeFaults { BehaviourNotFinite = _ => true }) });
        Watch(imagination);
        for (var update = 1; update <= 3; update++) Give(imagination, learner, update);
        ExpectTerminated(imagination);
        for (var update = 1; update <= 3; update++) parent.FishForMessage<FaultSeen>(fault => fault.Line.StartsWith($"behaviour update {update} ", StringComparison.Ordinal));
        Assert.Equal(0, startsOut);
    }

    [Fact]
    public void The_state_of_a_cut_is_that_after_its_update()
    {
        var (learner, _, parent, imagination) = Start();
        Give(imagination, learner, 1, new CutMark(2, 1));
        var part = parent.FishForMessage<PartCaptured>(_ => true);
        Assert.Equal((CheckpointParts.Imagination, "1"), (part.Part, part.State.Metadata["version"]));
    }

    protected override bool LossIsAllowed(object message) => message is StartStatesReady; // sent to one that has stopped

    private static FakeAgent Agent(UpdateKind kind = UpdateKind.Split, FakeFaults? faults = null) => new(AgentSpacesOf.Environment(new Counter().Spaces), faults) { Update = kind, Pinned = false };

    private void Give(IActorRef imagination, TestProbe learner, long update, CutMark? cut = null)
    {
        Interlocked.Increment(ref startsOut);
        var start = new FakeStart(update, new ulong[16], false, () => Interlocked.Decrement(ref startsOut));
        imagination.Tell(new StartStatesReady(update, update, start, cut), learner);
    }

    private (TestProbe Learner, TestProbe Replay, TestProbe Parent, IActorRef Imagination) Start(Func<LearnerSettings, LearnerSettings>? change = null)
    {
        var (learner, replay) = (CreateTestProbe(), CreateTestProbe());
        var settings = new LearnerSettings { Agent = Agent(), Seed = 5 };
        settings = change?.Invoke(settings) ?? settings;
        var (parent, imagination) = Child("imagination", Props.Create(() => new Imagination(settings, learner.Ref, replay.Ref)));
        return (learner, replay, parent, imagination);
    }
}
