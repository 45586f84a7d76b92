using AkkaDreamer.Models.Rssm;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer.Objectives;

/// <summary>
/// A batch and what the world model made of it: embeddings [T,B,E], the posterior's sequence, prior parameters [T,B,k,m], features [T,B,F], and the same features in the format that heads multiply.
/// </summary>
internal sealed record Replayed(BatchTensors Input, Tensor Embedding, ObservedSequence Sequence, Tensor Prior, Tensor Feature, Tensor Prepared);
