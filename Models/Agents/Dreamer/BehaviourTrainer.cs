using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Returns;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Actor and critic, trained in the dreams of a world model (Dreamer V1, section 3; DreamerV2, section 2.3; DreamerV3, "Actor critic learning").</summary>
public sealed class BehaviourTrainer : IBehaviourTrainer
{
    /// <summary>Buffers of policies: with the learner, with the actors of environments and evaluators, and one being filled.</summary>
    private const int Buffers = 4;

    private readonly DreamerSettings settings;
    private readonly AgentSpaces spaces;
    private readonly Device device;
    private readonly Weights actorWeights = new(), valueWeights = new(), slowWeights = new();
    private readonly Mlp actor, value, slow;
    private readonly IScalarCode scalarCode;
    private readonly ReturnNormaliser normaliser;
    private readonly TrainingState state;
    private readonly LeasePool<PolicyBuffer> pool;
    private readonly Dreaming dreaming;

    /// <summary>A fresh behaviour.</summary>
    public BehaviourTrainer(DreamerSettings settings, AgentSpaces spaces, Device device, ulong seed)
    {
        (this.settings, this.spaces, this.device) = (settings, spaces, device);
        state = new TrainingState(device, seed);
        actor = PolicyNetworks.Actor(actorWeights, settings, spaces);
        value = PolicyNetworks.Value(valueWeights, settings);
        slow = PolicyNetworks.Value(slowWeights, settings);
        state.Add("actor", actorWeights, settings.Precision, settings.ActorOptimiser);
        state.Add("value", valueWeights, settings.Precision, settings.CriticOptimiser);
        slowWeights.Allocate(device, settings.Precision, trained: false).CopyFrom(valueWeights);
        scalarCode = WorldModel.Scalars(settings, device);
        normaliser = new ReturnNormaliser(settings.Behaviour.ReturnRate, settings.Behaviour.LeastReturnScale);
        pool = new LeasePool<PolicyBuffer>(() => new PolicyBuffer(settings, spaces, device), Buffers);
        dreaming = new Dreaming(settings, spaces, actor, state.Generator);
    }

    /// <inheritdoc/>
    public long Version => state.Version;

    private bool UsesDynamics => settings.Behaviour.Gradient switch
    {
        ActorGradient.Auto => !spaces.DiscreteActions,
        var chosen => chosen == ActorGradient.Dynamics,
    };

    private bool UsesSlowCopy => settings.Behaviour.SlowTarget || settings.Behaviour.SlowRegulariser > 0;

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
        Tensor rewards, discounts;
        Tensor? slowValues = null;
        using (UsesDynamics ? enable_grad() : no_grad())
        {
            using var reading = NewDisposeScope();
            rewards = scalarCode.Mean(buffer.Model.Reward!.Forward(shared)).MoveToOuterDisposeScope();              // [H+1,N]
            discounts = Discounts(buffer, shared).MoveToOuterDisposeScope();                                        // [H+1,N]
            if (UsesSlowCopy) slowValues = scalarCode.Mean(slow.Forward(shared)).MoveToOuterDisposeScope();         // [H+1,N]
        }

        var logits = value.Forward(shared);                                                                         // [H+1,N,K]
        var values = behaviour.SlowTarget ? slowValues! : scalarCode.Mean(UsesDynamics ? logits : logits.detach()); // [H+1,N]
        var returns = behaviour.ValueCountsOwnReward
            ? LambdaReturn.CountingOwnReward(rewards, discounts, values, settings.Lambda)                           // [H,N]; V2, eq. 4
            : LambdaReturn.Imagined(rewards, discounts, values, settings.Lambda);                                   // [H,N]; V3, eq. 7
        var scale = behaviour.NormaliseReturns ? normaliser.Update(returns) : 1.0;                                  // V3, eq. 12
        var weight = LambdaReturn.Weights(discounts.detach(), behaviour.ValueCountsOwnReward);                      // [H,N]
        if (!behaviour.ValueCountsOwnReward && !settings.DiscountInContinue) weight /= settings.Discount;

        // The action decided in state t earns what comes after it: where values count their own reward, that is the return from t + 1 on.
        var skipped = behaviour.ValueCountsOwnReward ? 1 : 0;
        var steps = horizon - skipped;
        var earned = returns.narrow(0, skipped, steps);
        var advantage = (earned - values.narrow(0, 0, steps)) / scale;                                              // [steps,N]
        var objective = behaviour.ValueCountsOwnReward ? earned / scale : advantage;                                // through the dynamics, V1 and V2 take no baseline
        var reached = weight.narrow(0, 0, steps);

        // The actor: V3, eq. 11; V2, eq. 6.
        var distribution = dreaming.Policy(shared.narrow(0, 0, horizon).detach());
        Tensor entropy;
        using (behaviour.Entropy > 0 ? enable_grad() : no_grad()) entropy = distribution.Entropy();
        var gain = UsesDynamics
            ? dream.ActionGain(distribution, -(reached * objective).mean())
            : -(reached * distribution.LogProbability(dream.Actions).narrow(0, 0, steps) * advantage.detach()).mean();
        var actorLoss = gain - ((reached * entropy.narrow(0, 0, steps)).mean() * behaviour.Entropy);

        // The critic: V3, eq. 10, on the returns and on its own slow copy; V2, eq. 5.
        var valueLoss = (ValueLoss(logits.narrow(0, 0, horizon), returns.detach(), slowValues?.narrow(0, 0, horizon).detach()) * weight).mean();
        var loss = actorLoss + valueLoss;
        if (settings.Joint && settings.ReplayValueScale > 0) loss += ReplayValueLoss(buffer, returns.detach().select(0, 0), scalars);
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
        if (settings.Joint) buffer.Value.CopyFrom(valueWeights);
        return new DreamerWeights(Version, buffer, giveBack);
    }

    /// <inheritdoc/>
    public StateSnapshot Capture() => state.Capture(writer =>
    {
        writer.Add("slow/", slowWeights);
        normaliser.Capture(writer, "return-normaliser");
    });

    /// <inheritdoc/>
    public void Restore(StateSnapshot snapshot) => state.Restore(snapshot, reader =>
    {
        reader.Read("slow/", slowWeights);
        normaliser.Restore(reader, "return-normaliser");
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        pool.Dispose();
        normaliser.Dispose();
        scalarCode.Dispose();
        slowWeights.Dispose();
        state.Dispose();
    }

    private Tensor ValueLoss(Tensor logits, Tensor returns, Tensor? slowValues) => settings.Behaviour.SlowRegulariser switch
    {
        0 => scalarCode.Loss(logits, returns),
        1 => scalarCode.Loss(logits, returns, slowValues!),
        var weight => scalarCode.Loss(logits, returns) + (scalarCode.Loss(logits, slowValues!) * weight),
    };

    /// <summary>gamma times the predicted probability of going on [H+1,N]; where the continue head has gamma inside, that alone. But for joint updates the start's own flag replaces the prediction.</summary>
    private Tensor Discounts(DreamBuffer buffer, Tensor shared)
    {
        var inside = settings.DiscountInContinue ? 1.0 : settings.Discount;
        var predicted = buffer.Model.Continue is { } head ? head.Forward(shared).squeeze(-1).sigmoid() * inside : full(shared.shape[..2], settings.Discount, device: device);
        if (settings.Joint) return predicted;
        return cat([(1 - buffer.Terminal).view(1, -1) * settings.Discount, predicted.narrow(0, 1, predicted.shape[0] - 1)], 0);
    }

    /// <summary>The replay value loss, bootstrapped with the imagined returns of the start states. In exact form its gradient also reaches the world model, through the graph that the start states carry.</summary>
    private Tensor ReplayValueLoss(DreamBuffer buffer, Tensor imagined, ScalarList scalars)
    {
        var shape = buffer.Rewards.shape;
        var feature = buffer.Feature ?? buffer.Model.Rssm.Feature(buffer.H, buffer.Z).view(shape[0], shape[1], -1); // [T,B,F]
        var shared = value.Prepare(feature);
        Tensor slowValues;
        using (no_grad()) slowValues = scalarCode.Mean(slow.Forward(shared));                                       // [T,B]
        var loss = ReplayValue.Loss(
            scalarCode, value.Forward(shared), imagined.view(shape[0], shape[1]), slowValues, buffer.Rewards, buffer.Last, buffer.Terminal, settings, settings.Behaviour.SlowRegulariser);
        scalars.Add("loss/replay-value", loss);
        return loss * settings.ReplayValueScale;
    }

    private Scalars Step(Scalars numbers)
    {
        var norms = state.Step();
        if (Version % settings.Behaviour.SlowEvery == 0)
        {
            using (no_grad()) slowWeights.Flat.mul_(1 - settings.Behaviour.SlowRate).add_(valueWeights.Flat, settings.Behaviour.SlowRate);
            slowWeights.Refresh();
        }

        return new Scalars([.. numbers.Values, .. norms]);
    }
}
