using Akka.Actor;
using Akka.TestKit;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Imagining;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Environments;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

public sealed class EnvironmentScenarios : ActorScenario
{
    private readonly FakeAgent agent = new(AgentSpacesOf.Environment(new Counter().Spaces)) { Pinned = false };
    private readonly List<ScriptedEnvironment> made = [];
    private Func<int, int, Task<EnvironmentStep>?> script = (_, _) => null;

    [Fact]
    public void Environment_asks_again_until_it_is_granted_a_credit()
    {
        var (replay, _, _) = Start();
        var first = replay.ExpectMsg<RequestCredit>();
        Advance(1);
        Assert.Equal(first, replay.ExpectMsg<RequestCredit>());
    }

    [Fact]
    public void Environment_hands_in_a_credit_as_one_chunk_and_repeats_it_until_it_is_stored()
    {
        var (replay, _, child) = Start();
        var asked = replay.ExpectMsg<RequestCredit>();
        child.Tell(new CreditGranted(asked.RequestId, asked.Stream, 4, -1, Random: true), replay);
        var append = replay.FishForMessage<AppendChunk>(_ => true);
        Assert.Equal((7, 0, 4), (append.Stream, append.Number, append.Chunk.Count));
        Assert.Equal([1, 0, 0, 0], append.Chunk.IsFirst);
        Assert.Equal(-1, append.Chunk.PolicyVersion);
        Advance(1);
        Assert.Equal(0, replay.FishForMessage<AppendChunk>(_ => true).Number);
        child.Tell(new ChunkStored(7, 0, "process"), replay);
        Advance(1);
        replay.FishForMessage<RequestCredit>(_ => true);
        Assert.DoesNotContain(replay.ReceiveWhile<object>(TimeSpan.Zero, message => message), message => message is AppendChunk);
    }

    [Fact]
    public void Environment_hands_in_a_lost_life_as_terminal_and_reports_the_whole_game()
    {
        var counter = new Counter();
        EnvironmentStep Step(int call) =>
            call == 1 ? counter.Reset(1) : counter.Step([1f, 0f, 0f]) with { Reward = 1, IsTerminal = call is 3 or 5, LifeLost = call is 3 or 5, IsLast = call == 5 };
        script = (_, call) => call <= 5 ? Task.FromResult(Step(call)) : null;
        var (replay, parent, child) = Start();
        var asked = replay.ExpectMsg<RequestCredit>();
        child.Tell(new CreditGranted(asked.RequestId, asked.Stream, 5, -1, Random: true), replay);
        var chunk = replay.FishForMessage<AppendChunk>(_ => true).Chunk;
        Assert.Equal([0, 0, 1, 0, 1], chunk.IsTerminal);
        Assert.Equal([0, 0, 0, 0, 1], chunk.IsLast);
        new AkkaDreamer.Actors.Replay.StepLayout(agent.Spaces, null).Encode(chunk); // replay takes it
        Assert.Equal((4.0, 4), (parent.FishForMessage<EpisodeFinished>(_ => true) is var whole ? whole.Return : 0, whole.Length));
    }

    [Fact]
    public void Environment_ignores_a_credit_that_answers_an_older_request_or_stream()
    {
        var (replay, _, child) = Start();
        var asked = replay.ExpectMsg<RequestCredit>();
        child.Tell(new CreditGranted(asked.RequestId + 5, asked.Stream, 4, -1, Random: true), replay);
        child.Tell(new CreditGranted(asked.RequestId, asked.Stream + 1, 4, -1, Random: true), replay);
        Advance(1);
        Assert.Equal(asked, replay.ExpectMsg<RequestCredit>());
    }

    [Fact]
    public void Environment_acts_with_a_policy_at_least_as_new_as_its_credit_says()
    {
        var (replay, parent, child) = Start();
        var asked = replay.ExpectMsg<RequestCredit>();
        child.Tell(new CreditGranted(asked.RequestId, asked.Stream, 3, 5, Random: false), replay);
        var request = parent.FishForMessage<RequestPolicy>(_ => true);
        Assert.Equal(5, request.AtLeast);
        var policy = Policy(6);
        child.Tell(new PolicyReady(request.RequestId, policy.Lend(6)), parent);
        Assert.Equal(6, replay.FishForMessage<AppendChunk>(_ => true).Chunk.PolicyVersion);
        policy.Retire();
    }

    [Fact]
    public void In_lockstep_only_the_exact_policy_serves()
    {
        var (replay, parent, child) = Start(settings => settings with { Lockstep = true });
        var asked = replay.ExpectMsg<RequestCredit>();
        child.Tell(new CreditGranted(asked.RequestId, asked.Stream, 3, 5, Random: false), replay);
        var request = parent.FishForMessage<RequestPolicy>(_ => true);
        child.Tell(new PolicyReady(request.RequestId, Policy(5).Lend(5)), parent);
        Assert.Equal(5, replay.FishForMessage<AppendChunk>(_ => true).Chunk.PolicyVersion);
    }

    [Fact]
    public void When_versions_count_anew_the_loaded_policy_serves_no_more()
    {
        var (replay, parent, child) = Start();
        var asked = replay.ExpectMsg<RequestCredit>();
        child.Tell(new CreditGranted(asked.RequestId, asked.Stream, 1, 5, Random: false), replay);
        child.Tell(new PolicyReady(parent.FishForMessage<RequestPolicy>(_ => true).RequestId, Policy(9).Lend(9)), parent);
        replay.FishForMessage<AppendChunk>(_ => true);
        child.Tell(new PolicyRestarted(3), parent);
        Assert.Equal(0, parent.FishForMessage<RequestPolicy>(request => request.AtLeast == 0).AtLeast);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("not finite")]
    [InlineData("wrong size")]
    public void A_faulty_environment_is_replaced_and_its_stream_ends(string fault)
    {
        script = (environment, call) => environment > 0 || call < 4 ? null : fault switch
        {
            "throws" => Task.FromException<EnvironmentStep>(new InvalidOperationException("the simulator is gone")),
            "not finite" => Task.FromResult(new EnvironmentStep(Observation.Of(new float[Counter.Width]), float.NaN, false, false, false)),
            _ => Task.FromResult(new EnvironmentStep(Observation.Of(new float[2]), 0, false, false, false)),
        };
        var (replay, parent, child) = Start();
        var asked = replay.ExpectMsg<RequestCredit>();
        child.Tell(new CreditGranted(asked.RequestId, asked.Stream, 8, -1, Random: true), replay);
        var append = replay.FishForMessage<AppendChunk>(_ => true);
        Assert.Equal(3, append.Chunk.Count); // the third action was carried out, and nobody knows what came of it
        Assert.Equal(0, append.Chunk.IsLast.Sum(last => last));
        Assert.Equal(7, replay.ExpectMsg<EndStream>().Stream);
        Assert.Equal("environment", parent.FishForMessage<FaultSeen>(_ => true).Class);
        parent.FishForMessage<RequestStream>(request => request.After == 7);
        child.Tell(new StreamAssigned(0, 7, 8), parent);
        child.Tell(new ChunkStored(7, 0, "process"), replay);
        Advance(1);
        Assert.Equal(8, replay.FishForMessage<RequestCredit>(request => request.Stream == 8).Stream);
        Assert.True(made[0].Abandoned);
        Assert.Equal(2, made.Count);
    }

    [Fact]
    public void An_environment_that_fails_again_and_again_is_left_out_with_its_reason_and_hands_in_what_it_has()
    {
        script = (_, call) => call < 3 ? null : Task.FromException<EnvironmentStep>(new InvalidOperationException("the simulator is gone"));
        var (replay, parent, child) = Start(settings => settings with { QuarantineAfter = 3, FirstBackoff = TimeSpan.FromMilliseconds(100) });
        for (var stream = 7; stream < 10; stream++)
        {
            var asked = replay.FishForMessage<RequestCredit>(request => request.Stream == stream);
            child.Tell(new CreditGranted(asked.RequestId, asked.Stream, 8, -1, Random: true), replay);
            Assert.Equal(stream, replay.FishForMessage<EndStream>(_ => true).Stream);
            if (stream == 9) break;
            child.Tell(new ChunkStored(stream, 0, "process"), replay);
            parent.FishForMessage<RequestStream>(request => request.After == stream);
            child.Tell(new StreamAssigned(0, stream, stream + 1), parent);
            Advance(1);
        }

        Assert.Contains("3 faults in a row, the last: InvalidOperationException: the simulator is gone", parent.FishForMessage<EnvironmentQuarantined>(_ => true).Reason);
        Advance(1);
        Assert.Equal(9, replay.FishForMessage<AppendChunk>(append => append.Stream == 9).Stream); // again, until it is stored
        child.Tell(new ChunkStored(9, 0, "process"), replay);
        Advance(1);
        Assert.Equal(9, replay.FishForMessage<EndStream>(_ => true).Stream); // again too: a lease that is not given back would be waited for at the end
        child.Tell(new StreamClosed(9, "the simulator is gone"), replay);
        for (var second = 0; second < 40; second++) Advance(1);
        replay.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Assert.Equal(3, made.Count);
        Assert.All(made, environment => Assert.True(environment.Abandoned));
        child.Tell(new EndWork(1), parent);
        parent.FishForMessage<WorkEnded>(_ => true);
    }

    [Fact]
    public void An_episode_between_two_faults_begins_a_new_row()
    {
        script = (_, call) => call == 60 ? Task.FromException<EnvironmentStep>(new InvalidOperationException("the simulator is gone")) : null;
        var (replay, parent, child) = Start(settings => settings with { QuarantineAfter = 2, FirstBackoff = TimeSpan.FromMilliseconds(100) });
        for (var stream = 7; stream < 11; stream++)
        {
            while (true)
            {
                var asked = replay.FishForMessage<RequestCredit>(request => request.Stream == stream);
                child.Tell(new CreditGranted(asked.RequestId, asked.Stream, 64, -1, Random: true), replay);
                if (replay.FishForMessage<object>(message => message is AppendChunk) is not AppendChunk append) break;
                child.Tell(new ChunkStored(append.Stream, append.Number, "process"), replay);
                if (append.Chunk.Count < 64) break;
            }

            replay.FishForMessage<EndStream>(ended => ended.Stream == stream);
            parent.FishForMessage<RequestStream>(request => request.After == stream);
            child.Tell(new StreamAssigned(0, stream, stream + 1), parent);
            Advance(1);
        }

        AwaitAssert(() => Assert.Equal(5, made.Count));
    }

    [Fact]
    public void An_environment_that_hangs_is_abandoned_at_its_deadline()
    {
        script = (environment, call) => environment == 0 && call == 2 ? new TaskCompletionSource<EnvironmentStep>().Task : null;
        var (replay, parent, child) = Start();
        var asked = replay.ExpectMsg<RequestCredit>();
        child.Tell(new CreditGranted(asked.RequestId, asked.Stream, 8, -1, Random: true), replay);
        parent.ReceiveWhile<object>(TimeSpan.FromMilliseconds(50), message => message);
        for (var second = 0; second < 7; second++) Advance(1);
        Assert.Equal("hang", parent.FishForMessage<FaultSeen>(_ => true).Class);
        Assert.Equal(1, replay.FishForMessage<AppendChunk>(_ => true).Chunk.Count);
        replay.FishForMessage<EndStream>(_ => true);
        Assert.True(made[0].Abandoned);
        child.Tell(new StreamAssigned(0, 7, 8), parent);
        Advance(2);
        replay.FishForMessage<RequestCredit>(request => request.Stream == 8);
    }

    [Fact]
    public void When_replay_closes_the_stream_a_new_one_begins_with_a_first_step()
    {
        var (replay, parent, child) = Start();
        replay.ExpectMsg<RequestCredit>();
        child.Tell(new StreamClosed(7, "replay lost it"), replay);
        parent.FishForMessage<RequestStream>(request => request.After == 7);
        child.Tell(new StreamAssigned(0, 7, 12), parent);
        var asked = replay.FishForMessage<RequestCredit>(request => request.Stream == 12);
        child.Tell(new CreditGranted(asked.RequestId, 12, 2, -1, Random: true), replay);
        var append = replay.FishForMessage<AppendChunk>(append => append.Stream == 12);
        Assert.Equal((0, 0, (byte)1), (append.Number, append.Chunk.FirstIndex, append.Chunk.IsFirst[0]));
    }

    [Fact]
    public void A_captured_environment_goes_on_as_if_it_had_never_stopped()
    {
        var whole = Live(credits: 6, cutAfter: null, out _);
        Live(credits: 3, cutAfter: 3, out var part);
        var rest = Live(credits: 3, cutAfter: null, out _, StreamStart.Open(part!));
        Assert.Equal(whole[3..], rest);
    }

    private List<string> Live(int credits, int? cutAfter, out AkkaDreamer.Models.StateSnapshot? part, StreamStart? start = null)
    {
        var (replay, parent, child) = Start(settings => settings with { Lockstep = true }, start);
        var policy = Policy(1);
        var lived = new List<string>();
        for (var i = 0; i < credits; i++)
        {
            var asked = replay.FishForMessage<RequestCredit>(_ => true);
            child.Tell(new CreditGranted(asked.RequestId, asked.Stream, 5, 1, Random: false), replay);
            if (i == 0) child.Tell(new PolicyReady(parent.FishForMessage<RequestPolicy>(_ => true).RequestId, policy.Lend(1)), parent);
            var append = replay.FishForMessage<AppendChunk>(_ => true);
            child.Tell(new ChunkStored(append.Stream, append.Number, "process"), replay);
            lived.Add($"{append.Stream}/{append.Number}/{append.Chunk.FirstIndex}: {ChunkHash.Of(append.Chunk)}");
        }

        part = null;
        if (cutAfter is not null)
        {
            child.Tell(new CaptureRequested(new CutMark(1, 1)), replay);
            part = parent.FishForMessage<PartCaptured>(_ => true).State;
        }

        return lived;
    }

    private PublishedPolicy Policy(long version) =>
        PublishedPolicy.Of(version, new FakeWeights(version, [.. Enumerable.Range(0, 16).Select(i => (ulong)i)], [.. Enumerable.Range(0, 16).Select(i => (ulong)(i * i))], () => { }));

    private (TestProbe Replay, TestProbe Parent, IActorRef Child) Start(Func<EnvironmentSettings, EnvironmentSettings>? change = null, StreamStart? start = null)
    {
        var replay = CreateTestProbe();
        var settings = new EnvironmentSettings
        {
            Index = 0,
            Spaces = new Counter().Spaces,
            CreateHost = () =>
            {
                var environment = made.Count;
                made.Add(new ScriptedEnvironment { Script = call => script(environment, call) });
                return made[^1];
            },
            CreatePolicy = agent.CreatePolicy,
            Seed = 11,
            StepDeadline = TimeSpan.FromSeconds(5),
        };
        settings = change?.Invoke(settings) ?? settings;
        var (parent, child) = Child($"env-{made.Count}", Props.Create(() => new EnvironmentActor(settings, replay.Ref, start ?? StreamStart.New(7))));
        return (replay, parent, child);
    }
}
