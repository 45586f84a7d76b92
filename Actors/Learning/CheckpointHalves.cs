using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Learning;

/// <summary>World model and behaviour as captured at one cut. They always come back together.</summary>
public sealed record CheckpointHalves(StateSnapshot WorldModel, StateSnapshot Behaviour);
