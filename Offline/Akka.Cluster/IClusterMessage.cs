namespace Akka.Cluster;

/// <summary>What the cluster's own actors send to each other between nodes.</summary>
public interface IClusterMessage;
