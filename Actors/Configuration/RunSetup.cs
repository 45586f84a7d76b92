namespace AkkaDreamer.Actors.Configuration;

/// <summary>A run as it is to be started or resumed.</summary>
/// <param name="Folder">Where it is kept.</param>
/// <param name="Configuration">What it is told.</param>
/// <param name="Akka">The <c>akka</c> section of akka.hocon with the command line's <c>--set akka....</c>, resolved, as HOCON text for Akka's own Config.</param>
/// <param name="Resumes">Whether the folder already holds it.</param>
public sealed record RunSetup(RunFolder Folder, RunConfiguration Configuration, string Akka, bool Resumes);
