namespace AkkaDreamer.Environments;

/// <summary>
/// Holds an environment and its caller to the contract at every step: spaces, element types, lengths, finite numbers, flags, order of calls, actions within their space.
/// What breaks it throws <see cref="EnvironmentFaultException"/>, which says what was given and what is allowed; anything the environment throws comes out as one, with the cause inside.
/// </summary>
public sealed class CheckedEnvironment : EnvironmentWrapper
{
    private readonly string name;
    private readonly Action<string> fail;
    private bool playing;

    /// <summary>Checks the spaces at once. <paramref name="name"/>: how messages call it.</summary>
    public CheckedEnvironment(IEnvironment inner, string name) : base(inner)
    {
        this.name = name;
        fail = Fail;
        Spaces = inner.Spaces;
        EnvironmentContract.Spaces(Spaces, fail);
    }

    /// <summary>What it showed and accepted when it was made, to which it is held.</summary>
    public override EnvironmentSpaces Spaces { get; }

    /// <inheritdoc/>
    public override EnvironmentStep Reset(ulong seed)
    {
        if (!EnvironmentContract.IsSame(Inner.Spaces, Spaces)) Fail($"changed its spaces to {EnvironmentContract.Text(Inner.Spaces)}; they were {EnvironmentContract.Text(Spaces)}, and are constant");
        var step = Guarded(() => Inner.Reset(seed), "Reset");
        EnvironmentContract.First(step, fail);
        EnvironmentContract.Observation(Spaces, step.Observation, fail);
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
        EnvironmentContract.Next(step, fail);
        EnvironmentContract.Observation(Spaces, step.Observation, fail);
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

    private void Fail(string what)
    {
        playing = false;
        throw new EnvironmentFaultException($"Environment '{name}' {what}.");
    }
}
