using System.Diagnostics;

namespace AkkaDreamer.Environments;

/// <summary>An environment whose every answer is held to the contract; what it breaks, and what it throws, goes to the findings. The newest arrays that it handed out are remembered, to see whether it keeps its hands off them.</summary>
internal sealed class InspectedWorld(IEnvironment environment, EnvironmentSpaces spaces, Findings findings) : IDisposable
{
    private const int Remembered = 64;
    private readonly Queue<(Array Given, Array Copy, string Name)> handed = new();

    public IEnvironment Environment => environment;

    /// <summary>Time spent within it.</summary>
    public Stopwatch Inside { get; } = new();

    /// <summary>Steps, resets not counted.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether what it hands out is overwritten, as receivers may.</summary>
    public bool IsScribbledOn { get; init; }

    /// <summary>Begins an episode; null when that failed.</summary>
    public PlayedStep? Reset(ulong seed)
    {
        findings.Where = $"seed {seed}, the reset";
        if (Call(() => environment.Reset(seed), "Reset") is not { } step) return null;
        EnvironmentContract.First(step, findings.Of(ContractRule.Reset));
        return Take(step);
    }

    /// <summary>Acts; null when that failed. <paramref name="where"/>: for findings.</summary>
    public PlayedStep? Step(float[] action, string where) => Act(action, where, "Step", given => environment.Step(given));

    /// <summary>Carries out an action several times at one go; null when that failed.</summary>
    public PlayedStep? Repeat(float[] action, int times, string where) => Act(action, where, "Repeat", given => environment.Repeat(given, times));

    /// <summary>Looks once more at all arrays that are remembered.</summary>
    public void Settle()
    {
        while (handed.Count > 0) LookAtOldest();
    }

    /// <summary>Disposes of it, twice as may happen.</summary>
    public void Dispose()
    {
        try
        {
            environment.Dispose();
            environment.Dispose();
        }
        catch (Exception cause)
        {
            findings.Where = "";
            findings.Wrong(ContractRule.Disposal, $"disposing of it threw {cause.GetType().Name}: {cause.Message}; it must be possible, twice too", "disposal");
        }
    }

    private PlayedStep? Act(float[] action, string where, string what, Func<float[], EnvironmentStep?> act)
    {
        findings.Where = where;
        if (Call(() => act((float[])action.Clone()), $"{what} with the action [{ActionVector.Text(action)}]") is not { } step) return null;
        Steps++;
        if (!float.IsFinite(step.Reward)) findings.Wrong(ContractRule.Rewards, $"it gave the reward {step.Reward}; it must be finite", "");
        EnvironmentContract.Next(step with { Reward = 0 }, findings.Of(ContractRule.Flags));
        return Take(step);
    }

    private PlayedStep Take(EnvironmentStep step)
    {
        EnvironmentContract.Observation(spaces, step.Observation, findings.Of(ContractRule.Observations));
        var played = PlayedStep.Of(step);
        for (var i = 0; i < Math.Min(played.Arrays.Length, spaces.Observations.Length); i++)
        {
            if (played.Arrays[i] is not { } copy) continue;
            var (given, name) = (step.Observation!.Arrays[i], spaces.Observations[i].Name);
            if (IsScribbledOn)
            {
                Scribble(given);
                continue;
            }

            if (handed.Any(known => ReferenceEquals(known.Given, given))) findings.Wrong(ContractRule.Arrays, $"it handed out the same array of '{name}' more than once; every step needs a new one", name + " again");
            handed.Enqueue((given, copy, name));
            while (handed.Count > Remembered) LookAtOldest();
        }

        return played;
    }

    private void LookAtOldest()
    {
        var (given, copy, name) = handed.Dequeue();
        if (PlayedStep.IsSame(given, copy)) return;
        findings.Wrong(ContractRule.Arrays, $"it wrote to an array of '{name}' after it had handed it out; memory keeps these arrays, so every step needs a new one", name + " written");
    }

    private static void Scribble(Array array)
    {
        if (array is byte[] image) Array.Fill(image, (byte)77);
        if (array is float[] vector) Array.Fill(vector, -12345);
    }

    private EnvironmentStep? Call(Func<EnvironmentStep?> call, string what)
    {
        Inside.Start();
        try
        {
            var step = call();
            if (step is null) findings.Wrong(ContractRule.Failures, $"it gave nothing from {what}; a step is needed", "nothing");
            return step;
        }
        catch (Exception cause)
        {
            findings.Wrong(ContractRule.Failures, $"it threw {cause.GetType().Name} from {what}: {cause.Message}", $"{cause.GetType().Name} {cause.Message}");
            return null;
        }
        finally
        {
            Inside.Stop();
        }
    }
}
