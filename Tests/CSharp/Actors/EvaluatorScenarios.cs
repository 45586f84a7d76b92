using Akka.Actor;
using Akka.TestKit;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Evaluating;
using AkkaDreamer.Actors.Imagining;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Environments;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

public sealed class EvaluatorScenarios : ActorScenario
{
    private readonly FakeAgent agent = new(AgentSpacesOf.Environment(new Counter().Spaces)) { Pinned = false };
    private readonly List<ScriptedEnvironment> made = [];
    private Func<int, int, Task<EnvironmentStep>?> script = (_, _) => null;

    [Fact]
    public void An_evaluation_is_so_many_whole_episodes_with_one_policy()
    {
        var (parent, evaluator) = Start();
        evaluator.Tell(new Evaluate(1, 500, 4, 3), parent);
        Serve(parent, evaluator, 6);
        var finished = parent.FishForMessage<EvaluationFinished>(_ => true);
        Assert.Equal((1, 500, 6, 3), (finished.RequestId, finished.Step, finished.PolicyVersion, finished.Returns.Length));
        Assert.Equal(3, made[0].Seeds.Count);
    }

    [Fact]
    public void The_same_step_gives_the_same_episodes_and_returns()
    {
        var (parent, evaluator) = Start();
        var returns = new List<double[]>();
        for (var request = 1; request <= 2; request++)
        {
            evaluator.Tell(new Evaluate(request, 500, 4, 3), parent);
            Serve(parent, evaluator, 6);
            returns.Add([.. parent.FishForMessage<EvaluationFinished>(_ => true).Returns]);
        }

        Assert.Equal(returns[0], returns[1]);
    }

    [Fact]
    public void The_policy_is_asked_for_again_until_it_comes()
    {
        var (parent, evaluator) = Start();
        evaluator.Tell(new Evaluate(1, 500, 4, 1), parent);
        var asked = parent.ExpectMsg<RequestPolicy>();
        Advance(1);
        Assert.Equal(asked, parent.FishForMessage<RequestPolicy>(_ => true));
        evaluator.Tell(new PolicyRestarted(2), parent); // versions count anew: what was asked for may never come
        Assert.True(parent.FishForMessage<RequestPolicy>(request => request.RequestId > asked.RequestId).AtLeast >= 0);
    }

    [Fact]
    public void A_request_that_comes_twice_is_played_once()
    {
        var (parent, evaluator) = Start();
        evaluator.Tell(new Evaluate(1, 500, 4, 2), parent);
        evaluator.Tell(new Evaluate(1, 500, 4, 2), parent);
        Serve(parent, evaluator, 6);
        parent.FishForMessage<EvaluationFinished>(_ => true);
        Assert.DoesNotContain(Drain(parent), message => message is EvaluationFinished);
    }

    [Fact]
    public void An_environment_that_fails_is_replaced_and_its_episode_not_counted()
    {
        script = (environment, call) => environment == 0 && call == 3 ? Task.FromException<EnvironmentStep>(new InvalidOperationException("broken")) : null;
        var (parent, evaluator) = Start();
        evaluator.Tell(new Evaluate(1, 500, 4, 2), parent);
        Serve(parent, evaluator, 6);
        Assert.Equal("environment", parent.FishForMessage<FaultSeen>(_ => true).Class);
        Assert.Equal(2, parent.FishForMessage<EvaluationFinished>(_ => true).Returns.Length);
        Assert.True(made[0].Abandoned);
    }

    [Fact]
    public void An_environment_that_keeps_failing_ends_the_evaluation_with_what_there_is()
    {
        script = (_, _) => Task.FromException<EnvironmentStep>(new InvalidOperationException("broken"));
        var (parent, evaluator) = Start();
        evaluator.Tell(new Evaluate(1, 500, 4, 2), parent);
        Serve(parent, evaluator, 6);
        Assert.Empty(parent.FishForMessage<EvaluationFinished>(_ => true).Returns);
    }

    [Fact]
    public void An_environment_that_hangs_is_replaced_at_its_deadline()
    {
        script = (environment, call) => environment == 0 && call == 2 ? new TaskCompletionSource<EnvironmentStep>().Task : null;
        var (parent, evaluator) = Start();
        evaluator.Tell(new Evaluate(1, 500, 4, 1), parent);
        Serve(parent, evaluator, 6);
        AwaitAssert(() => Assert.Equal(2, made[0].Calls));
        for (var second = 0; second < 7; second++) Advance(1);
        Assert.Equal("hang", parent.FishForMessage<FaultSeen>(_ => true).Class);
        Assert.Single(parent.FishForMessage<EvaluationFinished>(_ => true).Returns);
    }

    private void Serve(TestProbe parent, IActorRef evaluator, long version)
    {
        var asked = parent.FishForMessage<RequestPolicy>(_ => true);
        var policy = PublishedPolicy.Of(version, new FakeWeights(version, [.. Enumerable.Range(0, 16).Select(i => (ulong)i)], new ulong[16], () => { }));
        evaluator.Tell(new PolicyReady(asked.RequestId, policy.Lend(version)), parent);
    }

    private (TestProbe Parent, IActorRef Evaluator) Start()
    {
        var settings = new EvaluatorSettings
        {
            Spaces = new Counter().Spaces,
            CreateHost = () =>
            {
                var environment = made.Count;
                made.Add(new ScriptedEnvironment { Script = call => script(environment, call) });
                return made[^1];
            },
            CreatePolicy = agent.CreatePolicy,
            Seed = 3,
            StepDeadline = TimeSpan.FromSeconds(5),
        };
        return Child("evaluator", Props.Create(() => new Evaluator(settings)));
    }
}
