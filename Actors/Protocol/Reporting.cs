using System.Collections.Immutable;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Protocol;

// Reporting: every part tells its parent, parents pass on upwards, and RunSupervisor, who reads progress, faults and waits on the way, hands all of it to Metrics.
// Metrics tells nobody but files, TensorBoard and the console. Lost reports are not repeated.

/// <summary>Any message of this conversation.</summary>
public interface IReport : IProtocolMessage;

/// <summary>Values under names of metrics.jsonl (<c>loss/image</c>, <c>time/imagine</c>). A few KB.</summary>
public sealed record Report(string Source, long? Update, ImmutableArray<KeyValuePair<string, double>> Values) : IReport;

/// <summary>A finished training episode: sum of rewards, decisions. Under 200 bytes.</summary>
public sealed record EpisodeFinished(int Environment, double Return, int Length) : IReport;

/// <summary>Something went wrong and was answered: class (<c>environment</c>, <c>hang</c>, <c>non-finite</c>, <c>learner</c>, <c>storage</c>), who, and one line. Under 1 KB.</summary>
public sealed record FaultSeen(string Class, string Source, string Line) : IReport;

/// <summary>What a part has been waiting for a second or more; null when it works again. Under 200 bytes.</summary>
public sealed record Waiting(string Source, string? For) : IReport;

/// <summary>Progress of the gate, by Replay, several times a second at most: decisions so far, simulator steps, updates, steps held, bytes held, achieved train ratio. Under 200 bytes.</summary>
public sealed record Progress(long Steps, long Frames, long Updates, long HeldSteps, long HeldBytes, double TrainRatio) : IReport;

/// <summary>A picture for media/: its file name without folder, and the frames. In process only.</summary>
public sealed record PictureTaken(string Name, PredictionStrip Picture) : ILocalMessage, IReport;

/// <summary>RunSupervisor on what the run does now, in a few words; for the view and the log. Under 200 bytes.</summary>
public sealed record PhaseSeen(string Phase) : IReport;
