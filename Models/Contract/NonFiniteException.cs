namespace AkkaDreamer.Models;

/// <summary>A loss or gradient was not finite: nothing was updated. The message names which.</summary>
public sealed class NonFiniteException(string message) : Exception(message);
