using AkkaDreamer.Models.Checkpoints;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Start states on loan from a <see cref="WorldModelTrainer"/>.</summary>
internal sealed class DreamerStart(long version, DreamBuffer buffer, Action giveBack) : StartStates(version)
{
    public DreamBuffer Buffer { get; } = buffer;

    public override StateSnapshot Capture()
    {
        var snapshot = new SnapshotWriter();
        snapshot.Add("h", Buffer.H);
        snapshot.Add("z", Buffer.Z);
        snapshot.Add("reward", Buffer.Rewards);
        snapshot.Add("is_last", Buffer.Last);
        snapshot.Add("is_terminal", Buffer.Terminal);
        return snapshot.Finish();
    }

    protected override void Return() => giveBack();
}
