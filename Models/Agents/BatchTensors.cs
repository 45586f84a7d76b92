using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents;

/// <summary>
/// A <see cref="SequenceBatch"/> as tensors, time first: observations [T*B,...] (images in [0, 1]), previous actions [T,B,A], rewards and flags [T,B]. This is the one place where a batch is checked against the spaces.
/// </summary>
public sealed record BatchTensors
{
    /// <summary>T.</summary>
    public required int Length { get; init; }

    /// <summary>B.</summary>
    public required int Batch { get; init; }

    /// <summary>One per input: [T*B,H,W,C] in [0, 1] or [T*B,count].</summary>
    public required Tensor[] Observations { get; init; }

    /// <summary>[T,B,A].</summary>
    public required Tensor Actions { get; init; }

    /// <summary>[T,B].</summary>
    public required Tensor Rewards { get; init; }

    /// <summary>[T,B].</summary>
    public required Tensor First { get; init; }

    /// <summary>[T,B].</summary>
    public required Tensor Last { get; init; }

    /// <summary>[T,B].</summary>
    public required Tensor Terminal { get; init; }

    /// <summary>Per step, whether any row begins an episode there.</summary>
    public required bool[] AnyFirst { get; init; }

    /// <summary>Checks and converts. Throws <see cref="ArgumentException"/> naming what does not fit, and <see cref="NonFiniteException"/> naming what holds a number that is not finite. <paramref name="startsFresh"/>: the first step of every row counts as the beginning of an episode.</summary>
    public static BatchTensors From(SequenceBatch batch, AgentSpaces spaces, bool startsFresh, Device device)
    {
        var (b, t) = (batch.Batch, batch.Length);
        var steps = b * t;
        if (b < 1 || t < 1) throw new ArgumentException($"A batch holds at least one step, not {b} x {t}.", nameof(batch));
        Expect(batch.Observations.Length, spaces.Inputs.Length, "observations");
        Expect(batch.Actions.Length, b * (t + 1) * spaces.ActionSize, "actions");
        Expect(batch.Rewards.Length, steps, "rewards");
        Expect(batch.IsFirst.Length, steps, "is-first flags");
        Expect(batch.IsLast.Length, steps, "is-last flags");
        Expect(batch.IsTerminal.Length, steps, "is-terminal flags");
        Expect(batch.Keys.Length, steps, "step keys");
        Finite(batch.Actions, "actions");
        Finite(batch.Rewards, "rewards");
        var first = (byte[])batch.IsFirst.Clone();
        if (startsFresh) for (var row = 0; row < b; row++) first[row * t] = 1;
        var anyFirst = new bool[t];
        for (var i = 0; i < steps; i++) anyFirst[i % t] |= first[i] != 0;
        Tensor TimeFirst(Tensor x) => x.transpose(0, 1).contiguous();
        Tensor Flags(byte[] flags) => TimeFirst(tensor(flags, [b, t], device: device).to(float32));
        return new BatchTensors
        {
            Length = t,
            Batch = b,
            Observations = [.. spaces.Inputs.Select((input, i) => Observation(batch.Observations[i], input, b, t, device))],
            Actions = TimeFirst(tensor(batch.Actions, [b, t + 1, spaces.ActionSize], device: device)).narrow(0, 0, t),
            Rewards = TimeFirst(tensor(batch.Rewards, [b, t], device: device)),
            First = Flags(first),
            Last = Flags(batch.IsLast),
            Terminal = Flags(batch.IsTerminal),
            AnyFirst = anyFirst,
        };
    }

    /// <summary>One observation of each input, for acting: [1,H,W,C] in [0, 1] or [1,count]. Throws <see cref="ArgumentException"/> naming the input that does not fit.</summary>
    public static Tensor[] Single(IReadOnlyList<Array> observation, AgentSpaces spaces, Device device)
    {
        Expect(observation.Count, spaces.Inputs.Length, "observations");
        return [.. spaces.Inputs.Select((input, i) => Observation(observation[i], input, 1, 1, device))];
    }

    private static Tensor Observation(Array values, InputSpec input, int b, int t, Device device)
    {
        Expect(values.Length, b * t * input.Count, $"numbers of the input {input.Name}");
        if (values is float[] numbers) Finite(numbers, "numbers of the input " + input.Name);
        long[] shape = input.IsImage ? [b, t, .. input.Shape.Select(size => (long)size)] : [b, t, input.Count];
        var raw = (input.IsImage, values) switch
        {
            (true, byte[] bytes) => tensor(bytes, shape, device: device),
            (false, float[] floats) => tensor(floats, shape, device: device),
            _ => throw new ArgumentException($"The input {input.Name} is {(input.IsImage ? "an image of bytes" : "a vector of float32")}, not {values.GetType().Name}."),
        };
        var steps = t == 1 ? raw : raw.transpose(0, 1).contiguous();
        shape = [(long)b * t, .. shape[2..]];
        return input.IsImage ? steps.to(float32).div_(255).view(shape) : steps.view(shape);
    }

    // Zero times a number that is not finite is not a number, and stays so in a sum: no branch per number.
    private static void Finite(ReadOnlySpan<float> numbers, string what)
    {
        var sum = 0f;
        foreach (var number in numbers) sum += number * 0;
        if (float.IsNaN(sum)) throw new NonFiniteException($"The batch has {what} that are not finite.");
    }

    private static void Expect(int given, int expected, string what)
    {
        if (given != expected) throw new ArgumentException($"The batch has {given} {what}; this agent's spaces need {expected}.");
    }
}
