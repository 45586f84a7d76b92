namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>What may go from one mediator to another.</summary>
public interface IDistributedPubSubMessage;
