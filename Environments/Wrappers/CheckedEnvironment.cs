namespace AkkaDreamer.Environments;

/// <summary>
/// Holds an environment and its caller to the contract at every step: spaces, element types, lengths, finite numbers, flags, order of calls, actions within their space.
/// What breaks it throws <see cref="EnvironmentFaultException"/>, which says what was given and what is allowed; anything the environment throws comes out as one, with the cause inside.
/// </summary>
public sealed class CheckedEnvironment : EnvironmentWrapper
{
    private readonly string name;
    private bool playing;

    /// <summary>Checks the spaces at once. <paramref name="name"/>: how messages call it.</summary>
    public CheckedEnvironment(IEnvironment inner, string name) : base(inner)
    {
        this.name = name;
        var spaces = inner.Spaces;
        if (spaces.Observations.IsDefaultOrEmpty) Fail("shows no observation; at least one array is needed");
        foreach (var space in spaces.Observations)
        {
            if (space.Shape.IsDefaultOrEmpty || space.Shape.Any(size => size < 1)) Fail($"has the space '{space}'; every dimension must be 1 or more");
            if (spaces.Observations.Count(other => other.Name == space.Name) > 1) Fail($"names two observations '{space.Name}'; names must differ");
        }

        if (spaces.Actions.Size < 1) Fail("accepts no action; one number or more is needed");
        if (spaces.Actions is ContinuousActions range && (range.Low.Length != range.High.Length || range.Low.Zip(range.High).Any(pair => !(pair.First < pair.Second))))
            Fail("has an action range whose low end is not below its high end");
    }

    /// <inheritdoc/>
    public override EnvironmentStep Reset(ulong seed)
    {
        var step = Guarded(() => Inner.Reset(seed), "Reset");
        if (!step.IsFirst || step.IsLast || step.IsTerminal || step.LifeLost) Fail($"began an episode with the flags {Flags(step)}; a reset gives IsFirst alone");
        if (step.Reward != 0) Fail($"began an episode with reward {step.Reward}; a reset gives 0");
        CheckObservation(step.Observation);
        playing = true;
        return step;
    }

    /// <inheritdoc/>
    public override EnvironmentStep Step(ReadOnlySpan<float> action) => Checked(action, given => Inner.Step(given));

    /// <inheritdoc/>
    public override EnvironmentStep Repeat(ReadOnlySpan<float> action, int times) => Checked(action, given => Inner.Repeat(given, times));

    private EnvironmentStep Checked(ReadOnlySpan<float> action, Func<float[], EnvironmentStep> act)
    {
        if (!playing) Fail("was told to step although its episode has ended or was never begun; reset it first");
        CheckAction(action);
        var given = action.ToArray();
        var step = Guarded(() => act(given), "Step");
        if (step.IsFirst) Fail("says IsFirst after a step; only a reset may");
        if (step.IsTerminal && !step.IsLast) Fail("says IsTerminal without IsLast; an end for good is also an end");
        if (!float.IsFinite(step.Reward)) Fail($"gave the reward {step.Reward}; it must be finite");
        CheckObservation(step.Observation);
        playing = !step.IsLast;
        return step;
    }

    private EnvironmentStep Guarded(Func<EnvironmentStep> call, string what)
    {
        try
        {
            return call() ?? throw new EnvironmentFaultException($"Environment '{name}' returned nothing from {what}.");
        }
        catch (Exception cause) when (cause is not EnvironmentFaultException)
        {
            playing = false;
            throw new EnvironmentFaultException($"Environment '{name}' failed in {what}: {cause.Message}", cause);
        }
    }

    private void CheckAction(ReadOnlySpan<float> action)
    {
        var space = Spaces.Actions;
        if (action.Length != space.Size) Fail($"was given an action of {action.Length} numbers; it takes {space.Size}");
        if (space is ContinuousActions range)
        {
            for (var i = 0; i < action.Length; i++)
                if (!(action[i] >= range.Low[i] && action[i] <= range.High[i])) Fail($"was given {action[i]} in dimension {i} of the action; allowed is {range.Low[i]} to {range.High[i]}");
            return;
        }

        var ones = 0;
        foreach (var number in action)
        {
            if (number is not (0 or 1)) Fail($"was given the action [{ActionVector.Text(action)}]; a discrete action is one-hot");
            ones += (int)number;
        }

        if (ones != 1) Fail($"was given the action [{ActionVector.Text(action)}]; a discrete action is one-hot");
    }

    private void CheckObservation(Observation observation)
    {
        var spaces = Spaces.Observations;
        if (observation is null || observation.Arrays.IsDefault || observation.Arrays.Length != spaces.Length)
            Fail($"gave {(observation is null || observation.Arrays.IsDefault ? 0 : observation.Arrays.Length)} arrays; its spaces name {spaces.Length}");
        for (var i = 0; i < spaces.Length; i++)
        {
            var array = observation!.Arrays[i];
            var fits = spaces[i].Type == ElementType.UInt8 ? array is byte[] : array is float[];
            if (!fits) Fail($"gave {(array is null ? "nothing" : array.GetType().Name)} for '{spaces[i]}'; it must be {(spaces[i].Type == ElementType.UInt8 ? "byte[]" : "float[]")}");
            if (array!.Length != spaces[i].Count) Fail($"gave {array.Length} numbers for '{spaces[i]}'; it must be {spaces[i].Count}");
            if (array is float[] vector && !AllFinite(vector)) Fail($"gave a number that is not finite in '{spaces[i].Name}'");
        }
    }

    private static bool AllFinite(float[] vector)
    {
        foreach (var number in vector) if (!float.IsFinite(number)) return false;
        return true;
    }

    private static string Flags(EnvironmentStep step) => $"IsFirst {step.IsFirst}, IsLast {step.IsLast}, IsTerminal {step.IsTerminal}{(step.LifeLost ? ", LifeLost" : "")}";

    private void Fail(string what)
    {
        playing = false;
        throw new EnvironmentFaultException($"Environment '{name}' {what}.");
    }
}
