namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Start states on loan from a <see cref="WorldModelTrainer"/>.</summary>
internal sealed class DreamerStart(long version, DreamBuffer buffer, Action giveBack) : StartStates(version)
{
    public DreamBuffer Buffer { get; } = buffer;

    protected override void Return() => giveBack();
}
