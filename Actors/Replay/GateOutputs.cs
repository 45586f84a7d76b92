using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Replay;

/// <summary>What the gate wants done, in this order.</summary>
public abstract record GateOutput;

/// <summary>Tell an environment that it may step. The same request gets the same answer.</summary>
public sealed record GiveCredit(int Environment, long Stream, long RequestId, int Steps, long PolicyVersion, bool Random) : GateOutput;

/// <summary>Give the learner its batch: a new one, or, with <paramref name="Again"/>, the one that this update has already.</summary>
public sealed record GiveBatch(long RequestId, long Update, CutMark? Cut, bool Again) : GateOutput;

/// <summary>Capture replay's part of a checkpoint now; <paramref name="At"/> is the gate's part of it.</summary>
public sealed record CaptureCut(CutMark Cut, Gate At) : GateOutput;

/// <summary>The budget is spent: every decision is stored and every update it pays for reported.</summary>
public sealed record AnnounceBudgetSpent : GateOutput;
