using System.Collections.Immutable;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Protocol;

// Reporting: everybody tells Metrics; Metrics tells nobody but files, TensorBoard and the console. Lost reports are not repeated.

/// <summary>Values under names of metrics.jsonl (<c>loss/image</c>, <c>time/imagine</c>). A few KB.</summary>
public sealed record Report(string Source, long? Update, ImmutableArray<KeyValuePair<string, double>> Values) : IProtocolMessage;

/// <summary>A finished training episode. Under 200 bytes.</summary>
public sealed record EpisodeFinished(int Environment, double Return, int Length) : IProtocolMessage;

/// <summary>A finished evaluation: every episode's return. A few hundred bytes.</summary>
public sealed record EvaluationFinished(long Step, long PolicyVersion, ImmutableArray<double> Returns) : IProtocolMessage;

/// <summary>Something went wrong and was answered: class (<c>environment</c>, <c>hang</c>, <c>non-finite</c>, <c>learner</c>, <c>storage</c>), who, and one line. Under 1 KB.</summary>
public sealed record FaultSeen(string Class, string Source, string Line) : IProtocolMessage;

/// <summary>What a part waits for now; null when it works. Under 200 bytes.</summary>
public sealed record Waiting(string Source, string? For) : IProtocolMessage;

/// <summary>Progress of the gate, by Replay: decisions so far, simulator steps, updates, steps held, bytes held, achieved train ratio. Under 200 bytes.</summary>
public sealed record Progress(long Steps, long Frames, long Updates, long HeldSteps, long HeldBytes, double TrainRatio) : IProtocolMessage;

/// <summary>A picture for media/: its file name without folder, and the frames. In process only.</summary>
public sealed record PictureTaken(string Name, PredictionStrip Picture) : ILocalMessage;
