namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>Start states on loan from a <see cref="TwmWorldModelTrainer"/>.</summary>
internal sealed class TwmStart(long version, TwmBuffer buffer, Action giveBack) : StartStates(version)
{
    public TwmBuffer Buffer { get; } = buffer;

    protected override void Return() => giveBack();
}
