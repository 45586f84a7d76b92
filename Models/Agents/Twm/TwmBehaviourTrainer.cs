using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Objectives;
using AkkaDreamer.Models.Returns;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>TWM's actor and critic, trained in imagination by advantage actor-critic (section 2.2).</summary>
public sealed class TwmBehaviourTrainer : IBehaviourTrainer
{
    /// <summary>Buffers of policies: with the learner, with the actors of environments and evaluators, and one being filled.</summary>
    private const int Buffers = 4;

    private readonly TwmSettings settings;
    private readonly AgentSpaces spaces;
    private readonly Weights actorWeights = new(), criticWeights = new();
    private readonly Mlp critic;
    private readonly TrainingState state;
    private readonly LeasePool<TwmActing> pool;
    private readonly TwmDreaming dreaming;

    /// <summary>A fresh behaviour.</summary>
    public TwmBehaviourTrainer(TwmSettings settings, AgentSpaces spaces, Device device, ulong seed)
    {
        (this.settings, this.spaces) = (settings, spaces);
        state = new TrainingState(device, seed);
        var actor = PolicyHeads.Actor(actorWeights, settings, spaces);
        critic = PolicyHeads.Critic(criticWeights, settings);
        state.Add("actor", actorWeights, settings.Precision, settings.ActorOptimiser);
        state.Add("value", criticWeights, settings.Precision, settings.CriticOptimiser);
        pool = new LeasePool<TwmActing>(() => new TwmActing(settings, spaces, device), Buffers);
        dreaming = new TwmDreaming(settings, actor, state.Generator);
    }

    /// <inheritdoc/>
    public long Version => state.Version;

    /// <inheritdoc/>
    public Scalars Train(StartStates start)
    {
        if (start.Version <= settings.Observation.Pretrain + settings.Dynamics.Pretrain)
        {
            state.Skip(); // nothing to dream with yet
            return new Scalars([]);
        }

        using var scope = NewDisposeScope();
        var behaviour = settings.Behaviour;
        var horizon = behaviour.Horizon;
        var scalars = new ScalarList();
        var dream = dreaming.From(((TwmStart)start).Buffer);
        var features = dream.Features.narrow(0, 0, horizon);                                                    // [H,N,F]
        var values = critic.Forward(features).squeeze(-1);                                                      // [H,N]
        Tensor bootstrap;
        using (no_grad()) bootstrap = critic.Forward(dream.Features.narrow(0, horizon, 1)).squeeze(-1);
        var advantages = GeneralisedAdvantage.Of(dream.Rewards, dream.Discounts, cat([values.detach(), bootstrap], 0), behaviour.Lambda);
        var returns = advantages + values.detach();
        var criticLoss = (dream.Weights * (values - returns).square()).mean() * 0.5;

        var logPolicy = dreaming.LogPolicy(features);                                                           // [H,N,A]
        var gain = (dream.Weights * (logPolicy * dream.Actions).sum(-1) * advantages).mean();
        var entropy = Categorical.Entropy(logPolicy.exp(), logPolicy);
        var share = (dream.Weights * entropy).mean() / Math.Log(spaces.ActionSize);
        var actorLoss = (EntropyFloor.Penalty(share, behaviour.PlainEntropy ? 1 : behaviour.EntropyThreshold) * behaviour.Entropy) - gain; // eq. 5

        scalars.Add("loss/actor", actorLoss);
        scalars.Add("loss/value", criticLoss);
        scalars.Add("behaviour/entropy", entropy.mean());
        scalars.Add("behaviour/return", returns.mean());
        scalars.Add("behaviour/reward", dream.Rewards.mean());
        scalars.Add("behaviour/value", values.mean());
        scalars.Add("behaviour/restarts", dream.Discounts.eq(0).to(float32).mean());
        var numbers = scalars.Read();
        ScalarList.Check(numbers, "Behaviour");
        (actorLoss + criticLoss).backward();
        return new Scalars([.. numbers.Values, .. state.Step()]);
    }

    /// <inheritdoc/>
    public PolicyWeights? Publish(StartStates start)
    {
        if (pool.Take() is not var (buffer, giveBack)) return null;
        var from = ((TwmStart)start).Buffer;
        buffer.CopyFrom(from.Observation, actorWeights, from.Dynamics);
        return new TwmWeights(Version, buffer, giveBack);
    }

    /// <inheritdoc/>
    public StateSnapshot Capture() => state.Capture();

    /// <inheritdoc/>
    public void Restore(StateSnapshot snapshot) => state.Restore(snapshot);

    /// <inheritdoc/>
    public void Dispose()
    {
        pool.Dispose();
        state.Dispose();
    }
}
