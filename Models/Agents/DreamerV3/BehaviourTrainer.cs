using System.Globalization;
using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Optimisation;
using AkkaDreamer.Models.Returns;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>DreamerV3's actor and critic, trained in imagination (paper, "Actor critic learning").</summary>
public sealed class BehaviourTrainer : IBehaviourTrainer
{
    /// <summary>Buffers of policies: with the learner, with the actors of environments and evaluators, and one being filled.</summary>
    private const int Buffers = 4;

    private readonly DreamerV3Settings settings;
    private readonly AgentSpaces spaces;
    private readonly Device device;
    private readonly Weights actorWeights = new(), valueWeights = new(), slowWeights = new();
    private readonly Mlp actor, value, slow;
    private readonly TwoHot scalarCode;
    private readonly ReturnNormaliser normaliser;
    private readonly Generator generator;
    private readonly IOptimiser actorOptimiser, valueOptimiser;
    private readonly LeasePool<PolicyBuffer> pool;
    private readonly Dreaming dreaming;

    /// <summary>A fresh behaviour.</summary>
    public BehaviourTrainer(DreamerV3Settings settings, AgentSpaces spaces, Device device, ulong seed)
    {
        (this.settings, this.spaces, this.device) = (settings, spaces, device);
        generator = new Generator(seed, device);
        actor = PolicyNetworks.Actor(actorWeights, settings, spaces);
        value = PolicyNetworks.Value(valueWeights, settings);
        slow = PolicyNetworks.Value(slowWeights, settings);
        actorWeights.Allocate(device, settings.Precision, trained: true).Initialise(generator);
        valueWeights.Allocate(device, settings.Precision, trained: true).Initialise(generator);
        slowWeights.Allocate(device, settings.Precision, trained: false).CopyFrom(valueWeights);
        scalarCode = PolicyNetworks.Scalars(settings, device);
        normaliser = new ReturnNormaliser(settings.Behaviour.ReturnRate, settings.Behaviour.LeastReturnScale);
        actorOptimiser = Optimisers.Create(actorWeights, settings.ActorOptimiser);
        valueOptimiser = Optimisers.Create(valueWeights, settings.CriticOptimiser);
        pool = new LeasePool<PolicyBuffer>(() => new PolicyBuffer(settings, spaces, device), Buffers);
        dreaming = new Dreaming(settings, spaces, actor, generator);
    }

    /// <inheritdoc/>
    public long Version { get; private set; }

    private bool IsJoint => settings.Generation == Generation.V2024;

    private bool UsesDynamics => settings.Behaviour.Gradient switch
    {
        ActorGradient.Auto => !IsJoint && !spaces.DiscreteActions,
        var chosen => chosen == ActorGradient.Dynamics,
    };

    /// <inheritdoc/>
    public Scalars Train(StartStates start)
    {
        var buffer = ((DreamerStart)start).Buffer;
        using var scope = NewDisposeScope();
        var behaviour = settings.Behaviour;
        var scalars = new ScalarList();
        var dream = dreaming.From(buffer, UsesDynamics);                                                            // features [H+1,N,F]
        var horizon = behaviour.Horizon;

        // What the world model and the critic say of the imagined states. Through "shared" gradients reach the states, when the actor asks for them.
        var shared = value.Prepare(dream.Features);
        Tensor rewards, discounts, slowValues;
        using (UsesDynamics ? enable_grad() : no_grad())
        {
            using var reading = NewDisposeScope();
            rewards = scalarCode.Mean(buffer.Model.Reward!.Forward(shared)).MoveToOuterDisposeScope();              // [H+1,N]
            discounts = Discounts(buffer, shared).MoveToOuterDisposeScope();                                        // [H+1,N]
        }

        using (no_grad())
        {
            using var reading = NewDisposeScope();
            slowValues = scalarCode.Mean(slow.Forward(shared.narrow(0, 0, horizon))).MoveToOuterDisposeScope();     // [H,N]
        }

        var logits = value.Forward(shared);                                                                         // [H+1,N,K]
        var values = scalarCode.Mean(UsesDynamics ? logits : logits.detach());                                      // [H+1,N]
        var returns = LambdaReturn.Imagined(rewards, discounts, values, behaviour.Lambda);                          // [H,N], eq. 7
        var scale = normaliser.Update(returns);                                                                     // eq. 12
        var weight = Weight(discounts.detach(), horizon);                                                           // [H,N]
        var advantage = (returns - values.narrow(0, 0, horizon)) / scale;                                           // [H,N]

        // Eq. 11: the actor.
        var distribution = dreaming.Policy(shared.narrow(0, 0, horizon).detach());
        var entropy = distribution.Entropy();
        var gain = UsesDynamics
            ? dream.ActionGain(distribution, -(weight * advantage).mean())
            : -(weight * distribution.LogProbability(dream.Actions) * advantage.detach()).mean();
        var actorLoss = gain - ((weight * entropy).mean() * behaviour.Entropy);

        // Eq. 10: the critic, on the returns and on its own slow copy.
        var valueLoss = (scalarCode.Loss(logits.narrow(0, 0, horizon), returns.detach(), slowValues) * weight).mean();
        var loss = actorLoss + valueLoss;
        if (IsJoint && behaviour.ReplayValueScale > 0) loss += ReplayValueLoss(buffer, returns.detach().select(0, 0), scalars);
        if (buffer.Loss is not null) loss += buffer.Loss;

        scalars.Add("loss/actor", actorLoss);
        scalars.Add("loss/value", valueLoss);
        scalars.Add("behaviour/entropy", entropy.mean());
        scalars.Add("behaviour/return", returns.mean());
        scalars.Add("behaviour/reward", rewards.narrow(0, 1, horizon).mean());
        scalars.Add("behaviour/value", values.mean());
        scalars.Add("behaviour/return-scale", scale);
        var numbers = scalars.Read();
        ScalarList.Check(numbers, "Behaviour");
        loss.backward();
        buffer.DropGraph();
        return Step(numbers);
    }

    /// <inheritdoc/>
    public PolicyWeights? Publish(StartStates start)
    {
        if (pool.Take() is not var (buffer, giveBack)) return null;
        buffer.Model.CopyFrom(((DreamerStart)start).Buffer.Weights);
        buffer.Actor.CopyFrom(actorWeights);
        if (IsJoint) buffer.Value.CopyFrom(valueWeights);
        return new DreamerWeights(Version, buffer, giveBack);
    }

    /// <inheritdoc/>
    public StateSnapshot Capture()
    {
        var writer = new SnapshotWriter();
        writer.Add("actor/", actorWeights);
        writer.Add("value/", valueWeights);
        writer.Add("slow/", slowWeights);
        actorOptimiser.Capture(writer, "actor-optimiser/");
        valueOptimiser.Capture(writer, "value-optimiser/");
        normaliser.Capture(writer, "return-normaliser");
        writer.Add("generator", generator);
        writer.Add("version", Version.ToString(CultureInfo.InvariantCulture));
        return writer.Finish();
    }

    /// <inheritdoc/>
    public void Restore(StateSnapshot state)
    {
        var reader = new SnapshotReader(state);
        reader.Check("actor/", actorWeights);
        reader.Check("value/", valueWeights);
        reader.Check("slow/", slowWeights);
        reader.Read("actor/", actorWeights);
        reader.Read("value/", valueWeights);
        reader.Read("slow/", slowWeights);
        actorOptimiser.Restore(reader, "actor-optimiser/");
        valueOptimiser.Restore(reader, "value-optimiser/");
        normaliser.Restore(reader, "return-normaliser");
        reader.Read("generator", generator);
        Version = reader.Number("version");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        pool.Dispose();
        actorOptimiser.Dispose();
        valueOptimiser.Dispose();
        normaliser.Dispose();
        scalarCode.Dispose();
        actorWeights.Dispose();
        valueWeights.Dispose();
        slowWeights.Dispose();
        generator.Dispose();
    }

    /// <summary>gamma times the predicted probability of going on [H+1,N]; where the continue head has gamma inside (2024), that alone. In 2023 the start's own flag replaces the prediction.</summary>
    private Tensor Discounts(DreamBuffer buffer, Tensor shared)
    {
        var predicted = buffer.Model.Continue!.Forward(shared).squeeze(-1).sigmoid();
        if (!IsJoint) predicted = cat([(1 - buffer.Terminal).view(1, -1), predicted.narrow(0, 1, predicted.shape[0] - 1)], 0);
        return settings.Behaviour.DiscountInContinue ? predicted : predicted * settings.Behaviour.Discount;
    }

    /// <summary>The probability that an imagined step is reached at all, discounted: the running product of discounts.</summary>
    private Tensor Weight(Tensor discounts, int horizon)
    {
        var product = discounts.narrow(0, 0, horizon).cumprod(0);
        return settings.Behaviour.DiscountInContinue ? product : product / settings.Behaviour.Discount;
    }

    /// <summary>The replay value loss, bootstrapped with the imagined returns of the start states. In exact form its gradient also reaches the world model, through the graph that the start states carry.</summary>
    private Tensor ReplayValueLoss(DreamBuffer buffer, Tensor imagined, ScalarList scalars)
    {
        var shape = buffer.Rewards.shape;
        var feature = buffer.Feature ?? cat([buffer.Z, buffer.H], -1).view(shape[0], shape[1], -1);                 // [T,B,F]
        var shared = value.Prepare(feature);
        Tensor slowValues;
        using (no_grad()) slowValues = scalarCode.Mean(slow.Forward(shared));                                       // [T,B]
        var loss = ReplayValue.Loss(
            scalarCode, value.Forward(shared), imagined.view(shape[0], shape[1]), slowValues, buffer.Rewards, buffer.Last, buffer.Terminal, settings.Behaviour);
        scalars.Add("loss/replay-value", loss);
        return loss * settings.Behaviour.ReplayValueScale;
    }

    private Scalars Step(Scalars numbers)
    {
        actorWeights.GatherGradient();
        valueWeights.GatherGradient();
        var (actorNorm, valueNorm) = (actorOptimiser.GradientNorm(), valueOptimiser.GradientNorm());
        if (!double.IsFinite(actorNorm + valueNorm)) throw new NonFiniteException($"The norms of the actor's and critic's gradients are {actorNorm} and {valueNorm}; nothing was updated.");
        actorOptimiser.Step(actorNorm);
        valueOptimiser.Step(valueNorm);
        using (no_grad()) slowWeights.Flat.mul_(1 - settings.Behaviour.SlowRate).add_(valueWeights.Flat, settings.Behaviour.SlowRate);
        slowWeights.Refresh();
        Version++;
        return new Scalars([.. numbers.Values, KeyValuePair.Create("gradient/actor", actorNorm), KeyValuePair.Create("gradient/value", valueNorm)]);
    }
}
