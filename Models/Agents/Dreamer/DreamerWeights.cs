namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Weights for acting, on loan from the behaviour half.</summary>
internal sealed class DreamerWeights(long version, PolicyBuffer buffer, Action giveBack) : PolicyWeights(version)
{
    public PolicyBuffer Buffer { get; } = buffer;

    protected override void Return() => giveBack();
}
