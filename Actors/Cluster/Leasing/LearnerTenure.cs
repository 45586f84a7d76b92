namespace AkkaDreamer.Actors.Cluster.Leasing;

/// <summary>What the row of a run says of its learner.</summary>
/// <param name="Owner">Its address, as <c>system@host:port</c>.</param>
/// <param name="Epoch">Rises with every change of owner or process.</param>
/// <param name="IsExpired">By the database's clock, when it was read.</param>
public sealed record LearnerTenure(string Owner, long Epoch, bool IsExpired);
