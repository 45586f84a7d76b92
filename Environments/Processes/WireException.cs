namespace AkkaDreamer.Environments;

/// <summary>The other side of a wire said something that it may not. The message is what it said, as words after "it gave".</summary>
internal sealed class WireException(string message) : Exception(message);
