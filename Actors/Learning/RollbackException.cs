namespace AkkaDreamer.Actors.Learning;

/// <summary>Too many updates in a row were not finite: learner and imagination go back to the last checkpoint.</summary>
public sealed class RollbackException(string message) : Exception(message);
