namespace AkkaDreamer.Hosts;

/// <summary>A command cannot go on. The message is one line that says why and what to do.</summary>
public sealed class CommandFailedException(string message) : Exception(message);
