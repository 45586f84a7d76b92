using AkkaDreamer.Actors.Imagining;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Protocol;

// Dreaming: imagination pulls start states, one update after the other, in order.
//
//   Imagination -> WorldModelLearner   RequestStartStates    repeated on a timer
//   WorldModelLearner -> Imagination   StartStatesReady      the lease passes to imagination
//   Imagination -> WorldModelLearner   StartStatesDone       done dreaming; for a joint agent in exact form this lets the learner step; repeated until noted
//   WorldModelLearner -> Imagination   StartStatesNoted      the update is over
//
// A split agent's policy is published before StartStatesDone. A joint agent's in exact form after StartStatesNoted: only then are both halves of the version.

/// <summary>Imagination to WorldModelLearner: the start states of update <paramref name="Update"/>. Under 100 bytes.</summary>
public sealed record RequestStartStates(long RequestId, long Update) : IProtocolMessage;

/// <summary>WorldModelLearner to Imagination. <paramref name="Start"/> is null when that update was skipped. In process only.</summary>
public sealed record StartStatesReady(long RequestId, long Update, StartStates? Start, CutMark? Cut) : ILocalMessage;

/// <summary>Imagination to WorldModelLearner: done with them. <paramref name="Policy"/>: for joint agents in overlapped form, a loan of the new value head. In process only.</summary>
public sealed record StartStatesDone(long Update, PolicyLoan? Policy, bool Skipped) : ILocalMessage;

/// <summary>WorldModelLearner to Imagination. Under 100 bytes.</summary>
public sealed record StartStatesNoted(long Update) : IProtocolMessage;
