using System.Globalization;
using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Objectives;
using AkkaDreamer.Models.Optimisation;
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
    private readonly Generator generator;
    private readonly IOptimiser actorOptimiser, criticOptimiser;
    private readonly LeasePool<TwmActing> pool;
    private readonly TwmDreaming dreaming;

    /// <summary>A fresh behaviour.</summary>
    public TwmBehaviourTrainer(TwmSettings settings, AgentSpaces spaces, Device device, ulong seed)
    {
        (this.settings, this.spaces) = (settings, spaces);
        generator = new Generator(seed, device);
        var actor = PolicyHeads.Actor(actorWeights, settings, spaces);
        critic = PolicyHeads.Critic(criticWeights, settings);
        actorWeights.Allocate(device, settings.Precision, trained: true).Initialise(generator);
        criticWeights.Allocate(device, settings.Precision, trained: true).Initialise(generator);
        actorOptimiser = Optimisers.Create(actorWeights, settings.ActorOptimiser);
        criticOptimiser = Optimisers.Create(criticWeights, settings.CriticOptimiser);
        pool = new LeasePool<TwmActing>(() => new TwmActing(settings, spaces, device), Buffers);
        dreaming = new TwmDreaming(settings, actor, generator);
    }

    /// <inheritdoc/>
    public long Version { get; private set; }

    /// <inheritdoc/>
    public Scalars Train(StartStates start)
    {
        if (start.Version <= settings.Observation.Pretrain + settings.Dynamics.Pretrain)
        {
            Version++; // nothing to dream with yet
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
        return Step(numbers);
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
    public StateSnapshot Capture()
    {
        var writer = new SnapshotWriter();
        writer.Add("actor/", actorWeights);
        writer.Add("critic/", criticWeights);
        actorOptimiser.Capture(writer, "actor-optimiser/");
        criticOptimiser.Capture(writer, "critic-optimiser/");
        writer.Add("generator", generator);
        writer.Add("version", Version.ToString(CultureInfo.InvariantCulture));
        return writer.Finish();
    }

    /// <inheritdoc/>
    public void Restore(StateSnapshot state)
    {
        var reader = new SnapshotReader(state);
        reader.Check("actor/", actorWeights);
        reader.Check("critic/", criticWeights);
        reader.Read("actor/", actorWeights);
        reader.Read("critic/", criticWeights);
        actorOptimiser.Restore(reader, "actor-optimiser/");
        criticOptimiser.Restore(reader, "critic-optimiser/");
        reader.Read("generator", generator);
        Version = reader.Number("version");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        pool.Dispose();
        actorOptimiser.Dispose();
        criticOptimiser.Dispose();
        actorWeights.Dispose();
        criticWeights.Dispose();
        generator.Dispose();
    }

    private Scalars Step(Scalars numbers)
    {
        actorWeights.GatherGradient();
        criticWeights.GatherGradient();
        var (actorNorm, criticNorm) = (actorOptimiser.GradientNorm(), criticOptimiser.GradientNorm());
        if (!double.IsFinite(actorNorm + criticNorm)) throw new NonFiniteException($"The norms of the actor's and critic's gradients are {actorNorm} and {criticNorm}; nothing was updated.");
        actorOptimiser.Step(actorNorm);
        criticOptimiser.Step(criticNorm);
        Version++;
        return new Scalars([.. numbers.Values, KeyValuePair.Create("gradient/actor", actorNorm), KeyValuePair.Create("gradient/value", criticNorm)]);
    }
}
