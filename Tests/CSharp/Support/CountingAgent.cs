using AkkaDreamer.Models;

namespace AkkaDreamer.Tests.Support;

/// <summary>A real agent that says when its world model begins an update.</summary>
public sealed class CountingAgent(IAgent agent, Action<int> onUpdate) : IAgent
{
    private int updates;

    /// <inheritdoc/>
    public UpdateKind Update => agent.Update;

    /// <inheritdoc/>
    public AgentSpaces Spaces => agent.Spaces;

    /// <inheritdoc/>
    public LatentSpec? Latent => agent.Latent;

    /// <inheritdoc/>
    public IWorldModelTrainer CreateWorldModel(ulong seed) => new WorldModel(agent.CreateWorldModel(seed), () => onUpdate(++updates));

    /// <inheritdoc/>
    public IBehaviourTrainer CreateBehaviour(ulong seed) => agent.CreateBehaviour(seed);

    /// <inheritdoc/>
    public IPolicy CreatePolicy() => agent.CreatePolicy();

    private sealed class WorldModel(IWorldModelTrainer trainer, Action onTrain) : IWorldModelTrainer
    {
        public long Version => trainer.Version;

        public WorldModelUpdate Train(SequenceBatch batch, bool exact)
        {
            onTrain();
            return trainer.Train(batch, exact);
        }

        public Scalars Complete() => trainer.Complete();

        public void UseValueHead(PolicyWeights weights) => trainer.UseValueHead(weights);

        public StateSnapshot Capture() => trainer.Capture();

        public void Restore(StateSnapshot state) => trainer.Restore(state);

        public PredictionStrip? Predict(SequenceBatch batch, int context) => trainer.Predict(batch, context);

        public void Dispose() => trainer.Dispose();
    }
}
