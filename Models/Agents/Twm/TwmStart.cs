using AkkaDreamer.Models.Checkpoints;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>Start states on loan from a <see cref="TwmWorldModelTrainer"/>.</summary>
internal sealed class TwmStart(long version, TwmBuffer buffer, Action giveBack) : StartStates(version)
{
    public TwmBuffer Buffer { get; } = buffer;

    public override StateSnapshot Capture()
    {
        var snapshot = new SnapshotWriter();
        snapshot.Add("z", Buffer.Z);
        snapshot.Add("action", Buffer.Actions);
        snapshot.Add("reward", Buffer.Rewards);
        snapshot.Add("episode", Buffer.Episodes);
        snapshot.Add("is_terminal", Buffer.Terminal);
        return snapshot.Finish();
    }

    protected override void Return() => giveBack();
}
