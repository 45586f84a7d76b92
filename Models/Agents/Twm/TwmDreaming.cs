using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Transformer;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>Rolls the policy out in the dynamics model, from replayed steps and with the replayed steps before them in memory (section 2.3).</summary>
internal sealed class TwmDreaming(TwmSettings settings, Mlp actor, Generator generator)
{
    private bool SeesHidden => settings.Behaviour.Input == PolicyInput.LatentAndHidden;

    /// <summary>ln pi(a | x) [...,A] of x [...,F].</summary>
    public Tensor LogPolicy(Tensor feature) => actor.Forward(feature).log_softmax(-1);

    /// <summary>Dreams H steps, without gradients.</summary>
    public TwmDream From(TwmBuffer start)
    {
        using var off = no_grad();
        var (behaviour, model) = (settings.Behaviour, start.Model);
        var horizon = behaviour.Horizon;
        var (history, chosen, hidden) = Begin(start);
        var pool = start.Z.view(-1, start.Z.shape[2]);                                                          // [B*T,SC]
        var (z, reward) = (pool.index_select(0, chosen), start.Rewards.view(-1).index_select(0, chosen));
        var reach = 1 - start.Terminal.view(-1).index_select(0, chosen);
        var (features, actions) = (new Tensor[horizon + 1], new Tensor[horizon]);
        var (rewards, discounts, weights) = (new Tensor[horizon], new Tensor[horizon], new Tensor[horizon]);
        for (var t = 0; t < horizon; t++)
        {
            using var step = NewDisposeScope();
            features[t] = Feature(z, hidden);
            actions[t] = Categorical.Sample(LogPolicy(features[t]).exp(), generator);
            var tokens = model.Tokens(reward.unsqueeze(1), z.unsqueeze(1), actions[t].unsqueeze(1));
            hidden = history.Next(tokens).select(1, model.Group - 1);                                           // [N,width]
            z = Categorical.Sample(model.LogPrior(hidden).exp(), generator).view(z.shape);
            reward = rewards[t] = model.Reward(hidden);
            discounts[t] = model.Discount(hidden).sigmoid();
            weights[t] = reach;
            reach = reach * discounts[t];
            if (behaviour.RestartBelow > 0)
            {
                // A trajectory that has come to its end goes on as another one.
                var over = reach.lt(behaviour.RestartBelow).to(float32);
                var on = 1 - over;
                history.Forget(over);
                var other = pool.index_select(0, randint(pool.shape[0], [z.shape[0]], device: z.device, generator: generator));
                z = (z * on.unsqueeze(1)) + (other * over.unsqueeze(1));
                (discounts[t], reward, hidden, reach) = (discounts[t] * on, reward * on, hidden * on.unsqueeze(1), (reach * on) + over);
            }

            (z, reward, hidden, reach) = (z.MoveToOuterDisposeScope(), reward.MoveToOuterDisposeScope(), hidden.MoveToOuterDisposeScope(), reach.MoveToOuterDisposeScope());
            foreach (var kept in (Tensor[])[features[t], actions[t], rewards[t], discounts[t], weights[t]]) kept.MoveToOuterDisposeScope();
        }

        features[horizon] = Feature(z, hidden);
        return new TwmDream(stack(features), stack(actions), stack(rewards), stack(discounts), stack(weights));
    }

    private Tensor Feature(Tensor z, Tensor hidden) => SeesHidden ? cat([z, hidden], -1) : z.alias();

    /// <summary>
    /// Runs the replayed sequences through the transformer once and chooses where to begin: a history that holds each chosen step's past, the chosen steps as places in [B*T] [N], and the transformer's
    /// output just before them [N,width], zero where their episode begins.
    /// </summary>
    private (ITokenHistory History, Tensor Chosen, Tensor Hidden) Begin(TwmBuffer start)
    {
        var (model, options, device) = (start.Model, settings.Dynamics.Transformer, start.Z.device);
        var (b, t, group) = (start.Z.shape[0], start.Z.shape[1], model.Group);
        var n = Math.Min(settings.Behaviour.Trajectories, b * t);
        // Terminal steps only where there are not enough others: they weigh nothing.
        var chosen = (rand([b * t], device: device, generator: generator) + start.Terminal.view(-1)).argsort().narrow(0, 0, n);
        var (row, step) = (chosen.div(t, RoundingMode.floor).to(int64), chosen.remainder(t));

        var past = Math.Min(options.Memory, t - 1);
        var tokens = model.Tokens(start.Rewards.narrow(1, 0, t - 1), start.Z.narrow(1, 0, t - 1), start.Actions);
        var before = (step * group).unsqueeze(1) + arange(-past * group, 0, int64, device);                     // [N,past * group]
        var steps = before.div(group, RoundingMode.floor).to(int64).clamp_min(0);
        var places = row.unsqueeze(1);
        var episodes = start.Episodes.view(-1);
        var own = episodes.index_select(0, ((places * t) + steps).view(-1)).view(before.shape).eq(episodes.index_select(0, chosen).unsqueeze(1));
        var seen = before.ge(0).logical_and(own).to(float32);
        before = before.clamp_min(0);

        var distances = model.Transformer.Distances((Math.Min(past + settings.Behaviour.Horizon, options.Memory + 1) + 0L) * group, device, Dropout.None);
        ITokenHistory history;
        Tensor hidden;
        if (settings.Behaviour.KeepMemory)
        {
            var whole = new TransformerMemory(options, b, (t - 1) * group, device);
            hidden = model.Hidden(tokens, start.Episodes.narrow(1, 0, t - 1), Dropout.None, whole);             // [B,T-1,width]
            var memory = new TransformerMemory(options, n, (past + settings.Behaviour.Horizon) * group, device);
            memory.Begin(whole, places, before, seen);
            history = new CachedHistory(model.Transformer, options, group, memory, distances);
        }
        else
        {
            hidden = SeesHidden ? model.Hidden(tokens, start.Episodes.narrow(1, 0, t - 1), Dropout.None) : zeros([b, t - 1, options.Width], device: device);
            var width = tokens.shape[2];
            var kept = tokens.reshape(-1, width).index_select(0, ((places * ((t - 1) * group)) + before).view(-1)).view(n, -1, width);
            history = new RecomputedHistory(model.Transformer, options, group, kept, seen, distances);
        }

        var last = hidden.reshape(-1, options.Width).index_select(0, (row * (t - 1)) + (step - 1).clamp_min(0));
        return (history, chosen, last * seen.narrow(1, seen.shape[1] - 1, 1));
    }
}
