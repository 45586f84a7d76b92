namespace AkkaDreamer.Environments;

/// <summary>An environment around another one, which it owns; passes everything through unless overridden.</summary>
public abstract class EnvironmentWrapper(IEnvironment inner) : IEnvironment
{
    /// <summary>The environment inside.</summary>
    protected IEnvironment Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual EnvironmentSpaces Spaces => Inner.Spaces;

    /// <inheritdoc/>
    public virtual EnvironmentStep Reset(ulong seed) => Inner.Reset(seed);

    /// <inheritdoc/>
    public virtual EnvironmentStep Step(ReadOnlySpan<float> action) => Inner.Step(action);

    /// <inheritdoc/>
    public virtual EnvironmentStep Repeat(ReadOnlySpan<float> action, int times) => ActionRepeat.StepByStep(this, action, times);

    /// <inheritdoc/>
    public void Dispose()
    {
        Inner.Dispose();
        GC.SuppressFinalize(this);
    }
}
