namespace Akka.Cluster.Tools.Singleton;

/// <summary>What managers of one singleton say to each other.</summary>
public interface IClusterSingletonMessage;
