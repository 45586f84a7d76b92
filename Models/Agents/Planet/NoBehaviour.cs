using System.Globalization;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Checkpoints;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Planet;

/// <summary>The behaviour half of an agent that plans: nothing is learned here, the world model is handed on to those who act.</summary>
public sealed class NoBehaviour(PlanetSettings settings, AgentSpaces spaces, Device device) : IBehaviourTrainer
{
    private readonly LeasePool<PolicyBuffer> pool = new(() => new PolicyBuffer(settings, spaces, device), 4);

    /// <inheritdoc/>
    public long Version { get; private set; }

    /// <inheritdoc/>
    public Scalars Train(StartStates start)
    {
        Version++;
        return new Scalars([]);
    }

    /// <inheritdoc/>
    public PolicyWeights? Publish(StartStates start)
    {
        if (pool.Take() is not var (buffer, giveBack)) return null;
        buffer.Model.CopyFrom(((DreamerStart)start).Buffer.Weights);
        return new DreamerWeights(Version, buffer, giveBack);
    }

    /// <inheritdoc/>
    public StateSnapshot Capture()
    {
        var writer = new SnapshotWriter();
        writer.Add("version", Version.ToString(CultureInfo.InvariantCulture));
        return writer.Finish();
    }

    /// <inheritdoc/>
    public void Restore(StateSnapshot state) => Version = new SnapshotReader(state).Number("version");

    /// <inheritdoc/>
    public void Dispose() => pool.Dispose();
}
