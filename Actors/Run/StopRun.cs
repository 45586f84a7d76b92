using Akka.Actor;

namespace AkkaDreamer.Actors.Run;

/// <summary>To RunSupervisor, from whoever started the run: write a checkpoint, stop everything in order, complete the outcome. A second one changes nothing.</summary>
public sealed record StopRun(string Reason) : INoSerializationVerificationNeeded;
