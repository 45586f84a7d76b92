namespace AkkaDreamer.Actors.Protocol;

// Ending: a run that ends in order loses no message. Every part is asked twice: after the first round nobody says anything to another part any more, and after the second everything that had
// been said has been heard; only then are they stopped.
//
//   RunSupervisor -> every part that acts, learns or stores   EndWork     passed on by the group to its environments
//   part -> RunSupervisor                                     WorkEnded   replay: once nothing is on its way to the journal

/// <summary>RunSupervisor to a part: say nothing more, and leave unanswered what comes. Answered by <see cref="WorkEnded"/>, each round anew. Under 100 bytes.</summary>
public sealed record EndWork(int Round) : IProtocolMessage;

/// <summary>A part to RunSupervisor (an environment to its group). Under 100 bytes.</summary>
public sealed record WorkEnded(string Part, int Round) : IProtocolMessage;
