using AkkaDreamer.Environments;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Acting;

/// <summary>Actions before there is a policy.</summary>
public static class RandomAction
{
    /// <summary>Uniform over the choices (one-hot), or uniform within the range of every dimension.</summary>
    public static float[] Draw(ActionSpace space, RandomState random)
    {
        var action = new float[space.Size];
        if (space is ContinuousActions continuous)
        {
            for (var i = 0; i < action.Length; i++) action[i] = continuous.Low[i] + ((float)random.NextDouble() * (continuous.High[i] - continuous.Low[i]));
        }
        else
        {
            action[random.NextInt64(action.Length)] = 1;
        }

        return action;
    }
}
