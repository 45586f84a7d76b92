using System.Collections.Immutable;

namespace AkkaDreamer.Models;

/// <summary>How an agent's two halves are trained.</summary>
public enum UpdateKind
{
    /// <summary>World model first, then the behaviour from its start states.</summary>
    Split,

    /// <summary>One loss over both, one backward pass: the behaviour's replay value loss reaches into the world model.</summary>
    Joint,
}

/// <summary>
/// An agent: the parts that the actors drive. Each part owns its tensors, its random generator and its optimiser, is used by one thread at a time, and never shares a tensor but through a <see cref="Lease"/>.
/// </summary>
public interface IAgent
{
    /// <summary>How its halves are trained.</summary>
    UpdateKind Update { get; }

    /// <summary>What it sees and does.</summary>
    AgentSpaces Spaces { get; }

    /// <summary>The compact latent that replay keeps beside each step, or null when the agent keeps none.</summary>
    LatentSpec? Latent { get; }

    /// <summary>The half that learns the world from replayed sequences. Equal seeds give equal weights.</summary>
    IWorldModelTrainer CreateWorldModel(ulong seed);

    /// <summary>The half that dreams and learns to act.</summary>
    IBehaviourTrainer CreateBehaviour(ulong seed);

    /// <summary>Something that acts; without weights until <see cref="IPolicy.Load(PolicyWeights)"/>.</summary>
    IPolicy CreatePolicy();
}

/// <summary>Sizes of a stored latent: h of <paramref name="Deterministic"/> bfloat16 numbers, z of <paramref name="Stochastic"/> class indices of a byte each.</summary>
public sealed record LatentSpec(int Deterministic, int Stochastic)
{
    /// <summary>Bytes per step.</summary>
    public int Bytes => (2 * Deterministic) + Stochastic;
}

/// <summary>Names and values reported by an update: <c>loss/image</c>, <c>loss/kl</c>, ...</summary>
public sealed record Scalars(ImmutableArray<KeyValuePair<string, double>> Values);

/// <summary>
/// The world-model half. One update u is: <see cref="Train"/>, hand the start states to the behaviour, and, for a joint agent in exact form, <see cref="Complete"/> when the behaviour is done with them.
/// </summary>
public interface IWorldModelTrainer : IDisposable
{
    /// <summary>Finished updates; the version of the weights.</summary>
    long Version { get; }

    /// <summary>
    /// One training step on a batch. A split agent's weights are updated on return. A joint agent, with <paramref name="exact"/>, only builds its loss: the behaviour runs the one backward pass
    /// over both (in <see cref="IBehaviourTrainer.Train"/>), then <see cref="Complete"/> steps this half. Without exact it uses the value head last given to <see cref="UseValueHead"/>.
    /// Throws <see cref="NonFiniteException"/> and leaves the weights untouched when loss or gradient is not finite; throws <see cref="ArgumentException"/> when the batch does not fit the spaces.
    /// </summary>
    WorldModelUpdate Train(SequenceBatch batch, bool exact);

    /// <summary>Joint and exact only: steps the optimiser with the gradients that the behaviour's backward pass left.</summary>
    Scalars Complete();

    /// <summary>Joint and overlapped only: the copy of the value head used by the replay value loss from now on. Copies; the caller gives the lease back.</summary>
    void UseValueHead(PolicyWeights weights);

    /// <summary>Everything that resume needs (weights, optimiser, normalisers, generator, version), copied to host memory.</summary>
    StateSnapshot Capture();

    /// <summary>Takes such a state. Throws <see cref="InvalidDataException"/> naming the first tensor whose name, type or shape does not fit.</summary>
    void Restore(StateSnapshot state);

    /// <summary>Open-loop prediction for image inputs: true, model and error frames of the first rows of a batch after <paramref name="context"/> steps of context; null without image input.</summary>
    PredictionStrip? Predict(SequenceBatch batch, int context);
}

/// <summary>What one world-model update gives: numbers, states to dream from, and refreshed latents to write back under the batch's keys (null when the agent keeps none).</summary>
public sealed record WorldModelUpdate(long Version, Scalars Scalars, StartStates Start, LatentBatch? Latents);

/// <summary>The behaviour half: dreams from start states, trains actor and critic, publishes the policy.</summary>
public interface IBehaviourTrainer : IDisposable
{
    /// <summary>Finished updates.</summary>
    long Version { get; }

    /// <summary>
    /// Dreams from the start states with the world-model weights they carry, and trains actor and critic once. Does not give the lease back.
    /// Throws <see cref="NonFiniteException"/> and leaves the weights untouched when loss or gradient is not finite.
    /// </summary>
    Scalars Train(StartStates start);

    /// <summary>The newest policy (encoder, latent dynamics and actor, and for joint agents the value head) in a free buffer; null when every buffer is still leased.</summary>
    PolicyWeights? Publish(StartStates start);

    /// <summary>Everything that resume needs, copied to host memory.</summary>
    StateSnapshot Capture();

    /// <summary>Takes such a state.</summary>
    void Restore(StateSnapshot state);
}

/// <summary>Acts, one environment or several at once. Its recurrent state and its randomness are values that go in and come out.</summary>
public interface IPolicy : IDisposable
{
    /// <summary>The version of the weights in use; -1 before any.</summary>
    long Version { get; }

    /// <summary>Copies the weights; the lease may be given back afterwards.</summary>
    void Load(PolicyWeights weights);

    /// <summary>Takes the weights out of the two halves of a checkpoint.</summary>
    void Load(StateSnapshot worldModel, StateSnapshot behaviour);

    /// <summary>How many bytes <see cref="CopyWeights"/> writes.</summary>
    int WeightBytes { get; }

    /// <summary>Writes the weights in use as bytes, for a policy in another process.</summary>
    void CopyWeights(Span<byte> target);

    /// <summary>Takes weights that such a policy wrote. Throws <see cref="InvalidDataException"/>, and keeps its own, when their number does not fit.</summary>
    void Load(long version, ReadOnlySpan<byte> weights);

    /// <summary>
    /// Decides for one environment. <paramref name="observation"/>: one array per input. <paramref name="state"/>: null at the start of an episode, else what the last call returned.
    /// <paramref name="random"/>: the generator of the actor that draws; null for the mode of the policy (evaluation).
    /// </summary>
    Decision Act(IReadOnlyList<Array> observation, PolicyState? state, RandomState? random);
}

/// <summary>An action [A], the recurrent state after it, and the compact latent that replay stores with the step (null when the agent keeps none).</summary>
public sealed record Decision(float[] Action, PolicyState State, LatentBatch? Latent);

/// <summary>The recurrent state of one episode as plain numbers, so that it can be saved and compared: h, z, previous action, whatever the agent needs.</summary>
public sealed record PolicyState(ImmutableArray<float[]> Parts);
