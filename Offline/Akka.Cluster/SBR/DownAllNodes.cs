namespace Akka.Cluster.SBR;

/// <summary>Nobody stays.</summary>
internal sealed class DownAllNodes() : DowningStrategy(role: null)
{
    public override IDecision Decide() => DownAll.Instance;
}
