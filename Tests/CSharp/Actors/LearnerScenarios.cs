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

public sealed class LearnerScenarios : ActorScenario
{
    private readonly List<(long Update, SequenceBatch Batch)> dumped = [];
    private readonly List<IDisposable> retired = [];

    [Fact]
    public void Learner_asks_for_the_update_after_its_checkpoint_and_asks_again_until_it_is_answered()
    {
        var (replay, _, _) = Start(settings => settings with { Update = 41 });
        var asked = replay.ExpectMsg<RequestBatch>();
        Assert.Equal(42, asked.Update);
        Advance(1);
        Assert.Equal(asked, replay.ExpectMsg<RequestBatch>());
    }

    [Fact]
    public void Learner_ignores_a_batch_that_is_not_the_next_one()
    {
        var (replay, _, learner) = Start();
        var asked = replay.ExpectMsg<RequestBatch>();
        Grant(learner, replay, asked.RequestId, 2);
        Advance(1);
        Assert.Equal(asked, replay.ExpectMsg<RequestBatch>());
    }

    [Fact]
    public void Learner_repeats_its_report_until_replay_notes_it()
    {
        var (replay, _, learner) = Start();
        Grant(learner, replay, replay.ExpectMsg<RequestBatch>().RequestId, 1);
        Assert.Equal((1, false), Reported(replay));
        Advance(1);
        Assert.Equal((1, false), Reported(replay));
        learner.Tell(new ReportNoted(1), replay);
        Drain(replay);
        Advance(1);
        Assert.DoesNotContain(Drain(replay), message => message is UpdateReported);
    }

    [Fact]
    public void Overlapped_the_learner_asks_one_batch_ahead_and_waits_when_imagination_is_too_far_behind()
    {
        var (replay, parent, learner) = Start();
        Grant(learner, replay, replay.ExpectMsg<RequestBatch>().RequestId, 1);
        Grant(learner, replay, replay.FishForMessage<RequestBatch>(asked => asked.Update == 2).RequestId, 2);
        Grant(learner, replay, replay.FishForMessage<RequestBatch>(asked => asked.Update == 3).RequestId, 3);
        replay.FishForMessage<UpdateReported>(report => report.Update == 2);
        Advance(2);
        parent.FishForMessage<Waiting>(waiting => waiting.For == "imagination, 2 updates behind");
        var imagination = CreateTestProbe();
        learner.Tell(new RequestStartStates(1, 1), imagination);
        using var start = imagination.ExpectMsg<StartStatesReady>().Start;
        start!.Dispose();
        learner.Tell(new StartStatesDone(1, null, false), imagination);
        imagination.ExpectMsg<StartStatesNoted>();
        Assert.Null(parent.FishForMessage<Waiting>(_ => true).For); // at once: an update may take minutes, in which no timer comes
        replay.FishForMessage<UpdateReported>(report => report.Update == 3);
    }

    [Fact]
    public void Start_states_go_out_in_order_and_a_repeated_answer_is_noted_again()
    {
        var (replay, _, learner) = Start();
        var imagination = CreateTestProbe();
        learner.Tell(new RequestStartStates(7, 1), imagination); // before there are any
        Grant(learner, replay, replay.ExpectMsg<RequestBatch>().RequestId, 1);
        var ready = imagination.ExpectMsg<StartStatesReady>();
        Assert.Equal((7, 1), (ready.RequestId, ready.Update));
        learner.Tell(new RequestStartStates(7, 1), imagination); // the answer was lost
        Assert.Same(ready.Start, imagination.ExpectMsg<StartStatesReady>().Start);
        ready.Start!.Dispose();
        for (var twice = 0; twice < 2; twice++)
        {
            learner.Tell(new StartStatesDone(1, null, false), imagination);
            Assert.Equal(1, imagination.ExpectMsg<StartStatesNoted>().Update);
        }
    }

    [Fact]
    public void Lockstep_asks_for_the_next_batch_only_when_the_update_is_over()
    {
        var (replay, _, learner) = Start(settings => settings with { Lockstep = true });
        Grant(learner, replay, replay.ExpectMsg<RequestBatch>().RequestId, 1);
        replay.ExpectMsg<UpdateReported>();
        Assert.Equal(2, replay.ExpectMsg<RequestBatch>().Update);
    }

    [Fact]
    public void A_joint_update_in_lockstep_is_over_when_imagination_has_run_the_backward_pass()
    {
        var (replay, parent, learner) = Start(settings => settings with { Lockstep = true, Agent = Agent(UpdateKind.Joint) });
        var imagination = CreateTestProbe();
        Grant(learner, replay, replay.ExpectMsg<RequestBatch>().RequestId, 1, new CutMark(1, 1));
        learner.Tell(new RequestStartStates(1, 1), imagination);
        var ready = imagination.ExpectMsg<StartStatesReady>();
        Assert.Equal(new CutMark(1, 1), ready.Cut);
        Assert.DoesNotContain(Drain(replay), message => message is UpdateReported);
        learner.Tell(new StartStatesDone(1, null, false), imagination);
        Assert.Equal((1, false), Reported(replay));
        Assert.Equal("1", parent.FishForMessage<PartCaptured>(_ => true).State.Metadata["version"]);
        imagination.ExpectMsg<StartStatesNoted>();
        ready.Start!.Dispose();
    }

    [Fact]
    public void A_joint_update_that_imagination_skipped_is_skipped_as_a_whole()
    {
        var (replay, parent, learner) = Start(settings => settings with { Lockstep = true, Agent = Agent(UpdateKind.Joint) });
        Grant(learner, replay, replay.ExpectMsg<RequestBatch>().RequestId, 1, new CutMark(1, 1));
        learner.Tell(new StartStatesDone(1, null, true), CreateTestProbe());
        Assert.Equal((1, true), Reported(replay));
        Assert.Equal("0", parent.FishForMessage<PartCaptured>(_ => true).State.Metadata["version"]);
    }

    [Fact]
    public void A_joint_agent_overlapped_takes_the_value_head_and_gives_the_loan_back()
    {
        var (replay, _, learner) = Start(settings => settings with { Agent = Agent(UpdateKind.Joint) });
        var imagination = CreateTestProbe();
        Grant(learner, replay, replay.ExpectMsg<RequestBatch>().RequestId, 1);
        replay.FishForMessage<UpdateReported>(_ => true);
        var published = PublishedPolicy.Of(1, new FakeWeights(1, new ulong[16], new ulong[16], () => { }));
        var loan = published.Lend(1);
        learner.Tell(new StartStatesDone(1, loan, false), imagination);
        imagination.ExpectMsg<StartStatesNoted>();
        Assert.True(loan.IsReturned);
    }

    [Fact]
    public void An_update_that_is_not_finite_is_dumped_reported_and_skipped_and_imagination_is_told()
    {
        var (replay, parent, learner) = Start(settings => settings with { Agent = Agent(faults: new FakeFaults { ModelNotFinite = call => call == 1 }) });
        Grant(learner, replay, replay.ExpectMsg<RequestBatch>().RequestId, 1);
        Assert.Equal((1, true), Reported(replay));
        Assert.Equal(1, Assert.Single(dumped).Update);
        Assert.Equal("non-finite", parent.FishForMessage<FaultSeen>(_ => true).Class);
        var imagination = CreateTestProbe();
        learner.Tell(new RequestStartStates(1, 1), imagination);
        Assert.Null(imagination.ExpectMsg<StartStatesReady>().Start);
    }

    [Fact]
    public void After_three_such_updates_in_a_row_the_learner_stops_and_hands_its_trainer_over()
    {
        var (replay, _, learner) = Start(settings => settings with { Agent = Agent(faults: new FakeFaults { ModelNotFinite = _ => true }), MostBehind = 10 });
        Watch(learner);
        for (var update = 1; update <= 3; update++) Grant(learner, replay, replay.FishForMessage<RequestBatch>(asked => asked.Update == update).RequestId, update);
        ExpectTerminated(learner);
        Assert.Single(retired);
    }

    [Fact]
    public void Learner_captures_its_state_when_the_update_of_a_cut_is_done_and_another_learner_goes_on_from_it()
    {
        var (replay, parent, learner) = Start();
        Grant(learner, replay, replay.ExpectMsg<RequestBatch>().RequestId, 1, new CutMark(4, 1));
        var part = parent.FishForMessage<PartCaptured>(_ => true);
        Assert.Equal((new CutMark(4, 1), CheckpointParts.WorldModel), (part.Cut, part.Part));
        var (replay2, parent2, learner2) = Start(settings => settings with { Update = 1, From = new CheckpointHalves(part.State, part.State) }, "resumed");
        foreach (var (gate, child) in new[] { (replay, learner), (replay2, learner2) }) Grant(child, gate, gate.FishForMessage<RequestBatch>(asked => asked.Update == 2).RequestId, 2, new CutMark(5, 2));
        var (one, two) = (parent.FishForMessage<PartCaptured>(_ => true).State, parent2.FishForMessage<PartCaptured>(_ => true).State);
        Assert.Equal(one.Tensors[0].Bytes, two.Tensors[0].Bytes);
        Assert.Equal(one.Metadata, two.Metadata);
    }

    [Fact]
    public void Pictures_are_taken_every_so_many_updates()
    {
        var (replay, parent, learner) = Start(settings => settings with { PictureEvery = 2 });
        Grant(learner, replay, replay.ExpectMsg<RequestBatch>().RequestId, 1);
        Grant(learner, replay, replay.FishForMessage<RequestBatch>(asked => asked.Update == 2).RequestId, 2);
        Assert.Equal("prediction-00000002.png", parent.FishForMessage<PictureTaken>(_ => true).Name);
    }

    private static FakeAgent Agent(UpdateKind kind = UpdateKind.Split, FakeFaults? faults = null) => new(AgentSpacesOf.Environment(new Counter().Spaces), faults) { Update = kind, Pinned = false };

    private static void Grant(IActorRef learner, TestProbe replay, long requestId, long update, CutMark? cut = null) =>
        learner.Tell(new BatchGranted(requestId, update, Batches.Counter(), cut), replay);

    private static (long Update, bool Skipped) Reported(TestProbe replay)
    {
        var report = replay.FishForMessage<UpdateReported>(_ => true);
        return (report.Update, report.Skipped);
    }

    private (TestProbe Replay, TestProbe Parent, IActorRef Learner) Start(Func<LearnerSettings, LearnerSettings>? change = null, string name = "world-model")
    {
        var replay = CreateTestProbe();
        var settings = new LearnerSettings
        {
            Agent = Agent(),
            Seed = 5,
            DumpBatch = (update, batch) =>
            {
                dumped.Add((update, batch));
                return "faults/it";
            },
            Retire = retired.Add,
        };
        settings = change?.Invoke(settings) ?? settings;
        var (parent, learner) = Child(name, Props.Create(() => new WorldModelLearner(settings, replay.Ref)));
        return (replay, parent, learner);
    }
}
