namespace AkkaDreamer.Environments;

/// <summary>
/// An environment as a record of functions, for those who would rather not inherit (F#, notebooks, tests).
/// <c>Reset</c> takes the episode's seed, <c>Step</c> the action vector; both return what <see cref="IEnvironment"/> would. A step out of order never reaches them. <see cref="Open"/> makes it an environment.
/// </summary>
public sealed record EnvironmentFunctions(EnvironmentSpaces Spaces, Func<ulong, EnvironmentStep> Reset, Func<float[], EnvironmentStep> Step)
{
    /// <summary>Called once when the environment is disposed; nothing by default.</summary>
    public Action Close { get; init; } = static () => { };

    /// <summary>The environment that these functions describe.</summary>
    public IEnvironment Open() => new Adapter(this);

    private sealed class Adapter(EnvironmentFunctions functions) : IEnvironment
    {
        private bool playing;

        public EnvironmentSpaces Spaces => functions.Spaces;

        public EnvironmentStep Reset(ulong seed)
        {
            var step = functions.Reset(seed);
            playing = true;
            return step;
        }

        public EnvironmentStep Step(ReadOnlySpan<float> action)
        {
            if (!playing) throw new InvalidOperationException("The episode has ended or was never begun; call Reset first.");
            var step = functions.Step(action.ToArray());
            playing = step is { IsLast: false }; // nothing at all: whoever holds it to the contract says so
            return step;
        }

        public void Dispose() => functions.Close();
    }
}
