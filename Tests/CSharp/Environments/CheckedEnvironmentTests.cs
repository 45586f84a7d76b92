using AkkaDreamer.Environments;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

public sealed class CheckedEnvironmentTests
{
    private static readonly ObservationSpace Pair = new("pair", ElementType.Float32, [2]);

    [Fact]
    public void An_array_of_the_wrong_length_type_or_with_NaN_is_a_fault_that_says_what_was_allowed()
    {
        Assert.Contains("3 numbers for 'pair: float32 [2]'; it must be 2", Fault(() => new float[3]));
        Assert.Contains("Byte[] for 'pair: float32 [2]'; it must be float[]", Fault(() => new byte[2]));
        Assert.Contains("not finite in 'pair'", Fault(() => new[] { 0f, float.NaN }));
    }

    [Fact]
    public void Wrong_flags_are_faults()
    {
        static EnvironmentStep Step(bool first, bool last, bool terminal, float reward = 0) => new(Observation.Of([0f, 0f]), reward, first, last, terminal);
        Assert.Contains("IsFirst", Fault(Step(false, false, false), Step(false, false, false)));
        Assert.Contains("IsFirst after a step", Fault(Step(true, false, false), Step(true, false, false)));
        Assert.Contains("IsTerminal without IsLast", Fault(Step(true, false, false), Step(false, false, true)));
        Assert.Contains("must be finite", Fault(Step(true, false, false), Step(false, false, false, float.PositiveInfinity)));
        Assert.Contains("a reset gives 0", Fault(Step(true, false, false, 1), Step(false, false, false)));
    }

    [Fact]
    public void Whatever_the_environment_throws_comes_out_as_an_environment_fault()
    {
        using var environment = new CheckedEnvironment(WrapperTests.Of(Pair, () => throw new IOException("the simulator is gone")), "sim");
        var fault = Assert.Throws<EnvironmentFaultException>(() => environment.Reset(0));
        Assert.Contains("'sim' failed in Reset: the simulator is gone", fault.Message);
        Assert.IsType<IOException>(fault.InnerException);
    }

    [Fact]
    public void An_environment_that_returns_nothing_is_named_also_under_a_time_limit()
    {
        var world = new EnvironmentFunctions(new EnvironmentSpaces([Pair], new DiscreteActions(2)), _ => EnvironmentStep.First(Observation.Of([0f, 0f])), _ => null!).Open();
        using var environment = new CheckedEnvironment(new TimeLimit(world, 10), "sim");
        environment.Reset(0);
        Assert.Contains("'sim' returned nothing from Step", Assert.Throws<EnvironmentFaultException>(() => environment.Step([1f, 0f])).Message);
    }

    [Fact]
    public void Wrong_actions_are_refused_before_they_reach_the_environment()
    {
        using var discrete = new CheckedEnvironment(new Catch(), "catch");
        discrete.Reset(0);
        Assert.Contains("one-hot", Assert.Throws<EnvironmentFaultException>(() => discrete.Step([1f, 1f, 0f])).Message);
        using var continuous = new CheckedEnvironment(WrapperTests.Line(), "line");
        continuous.Reset(0);
        Assert.Contains("allowed is 0 to 10", Assert.Throws<EnvironmentFaultException>(() => continuous.Step([11f])).Message);
        continuous.Reset(0);
        Assert.Contains("it takes 1", Assert.Throws<EnvironmentFaultException>(() => continuous.Step([1f, 2f])).Message);
        Assert.Contains("reset it first", Assert.Throws<EnvironmentFaultException>(() => continuous.Step([1f])).Message);
    }

    [Fact]
    public void A_NaN_action_does_not_get_past_the_clipping()
    {
        using var environment = TaskCatalog.Open("cartpole-swingup", new TaskOptions());
        environment.Reset(0);
        Assert.Throws<EnvironmentFaultException>(() => environment.Step([float.NaN]));
    }

    [Fact]
    public void Unknown_tasks_and_observations_are_refused_with_what_there_is()
    {
        Assert.Contains("did you mean 'cartpole-swingup'", Assert.Throws<ArgumentException>(() => TaskCatalog.Open("cartpol-swingup", new TaskOptions())).Message);
        Assert.Contains("it has: vector", Assert.Throws<ArgumentException>(() => TaskCatalog.Open("counter", new TaskOptions { Observation = ObservationKind.Image })).Message);
    }

    private static string Fault(Func<Array> observe)
    {
        using var environment = new CheckedEnvironment(WrapperTests.Of(Pair, observe), "test");
        return Assert.Throws<EnvironmentFaultException>(() => environment.Reset(0)).Message;
    }

    private static string Fault(EnvironmentStep first, EnvironmentStep second)
    {
        using var environment = new CheckedEnvironment(new EnvironmentFunctions(new EnvironmentSpaces([Pair], new DiscreteActions(2)), _ => first, _ => second).Open(), "test");
        return Assert.Throws<EnvironmentFaultException>(() =>
        {
            environment.Reset(0);
            environment.Step([1f, 0f]);
        }).Message;
    }
}
