namespace AkkaDreamer.Actors.Replay;

/// <summary>What the gate is told. Any of it may come late, twice or in another order.</summary>
public abstract record GateInput;

/// <summary>An environment wants to step.</summary>
public sealed record CreditAsked(int Environment, long Stream, long RequestId) : GateInput;

/// <summary>Steps of a stream are durable and in the store (told once each). <paramref name="Sampleable"/>: the store holds a sequence now.</summary>
public sealed record StepsStored(int Environment, long Stream, int Count, bool Sampleable) : GateInput;

/// <summary>A stream takes no more steps: its lease ends.</summary>
public sealed record StreamGone(int Environment, long Stream, bool Sampleable) : GateInput;

/// <summary>The learner wants the batch of an update.</summary>
public sealed record BatchAsked(long RequestId, long Update) : GateInput;

/// <summary>The learner has finished (or skipped) an update.</summary>
public sealed record UpdateFinished(long Update) : GateInput;

/// <summary>Imagination has finished an update; the newest policy has that version.</summary>
public sealed record BehaviourFinished(long Update, long PolicyVersion) : GateInput;

/// <summary>A checkpoint is wanted: mark the next grant. Asked again before that it changes nothing.</summary>
public sealed record CutAsked : GateInput;
