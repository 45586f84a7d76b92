namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>Weights for acting, on loan from a <see cref="BehaviourTrainer"/>.</summary>
internal sealed class DreamerWeights(long version, PolicyBuffer buffer, Action giveBack) : PolicyWeights(version)
{
    public PolicyBuffer Buffer { get; } = buffer;

    protected override void Return() => giveBack();
}
