namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Noise on the actions of an agent that collects experience (PlaNet; Dreamer V1).</summary>
internal static class Exploration
{
    /// <summary>
    /// Continuous actions [A] with normal noise of deviation <paramref name="amount"/>, kept within [-1, 1]; discrete ones replaced by a random choice with probability <paramref name="amount"/>.
    /// Without a generator, or with an amount of 0, as they were.
    /// </summary>
    public static float[] Apply(float[] action, double amount, AgentSpaces spaces, RandomState? random)
    {
        if (random is null || amount == 0) return action;
        if (!spaces.DiscreteActions) return [.. action.Select(x => (float)Math.Clamp(x + (amount * random.NextNormal()), -1, 1))];
        if (random.NextDouble() >= amount) return action;
        var other = new float[action.Length];
        other[random.NextInt64(other.Length)] = 1;
        return other;
    }
}
