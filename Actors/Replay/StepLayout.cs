using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// How a step lies in memory and on disk: columns in a fixed order (one per observation, actions, rewards, IsFirst, IsLast, IsTerminal), each row-major with the step first.
/// The same columns make up a page of the store and the payload of a record in a segment.
/// </summary>
public sealed class StepLayout
{
    /// <summary>The longest chunk that replay takes.</summary>
    public const int LongestChunk = 64;

    /// <summary>The layout for these spaces and this latent (null: the agent keeps none).</summary>
    public StepLayout(AgentSpaces spaces, LatentSpec? latent)
    {
        Spaces = spaces;
        Latent = latent;
        var observations = spaces.Inputs.Select(input => input.IsImage ? input.Count : checked(4 * input.Count));
        ColumnBytes = [.. observations, 4 * spaces.ActionSize, 4, 1, 1, 1];
        StepBytes = ColumnBytes.Sum();
        var described = string.Join(';', spaces.Inputs.Select(input => $"{input.Name}:{(input.IsImage ? "u8" : "f32")}[{string.Join(',', input.Shape)}]"));
        Description = $"{described};action:{(spaces.DiscreteActions ? "one-hot" : "continuous")}[{spaces.ActionSize}]";
        SpacesHash = [.. SHA256.HashData(Encoding.UTF8.GetBytes(Description))];
    }

    /// <summary>What the agent sees and does.</summary>
    public AgentSpaces Spaces { get; }

    /// <summary>The latent kept beside each step.</summary>
    public LatentSpec? Latent { get; }

    /// <summary>Bytes per step of each column.</summary>
    public ImmutableArray<int> ColumnBytes { get; }

    /// <summary>Bytes per step without its latent.</summary>
    public int StepBytes { get; }

    /// <summary>Bytes per step of the latent and its valid flag; 0 without.</summary>
    public int LatentBytes => Latent is null ? 0 : Latent.Bytes + 1;

    /// <summary>The spaces as one line, for messages.</summary>
    public string Description { get; }

    /// <summary>SHA-256 of <see cref="Description"/>, in every segment's header.</summary>
    public ImmutableArray<byte> SpacesHash { get; }

    /// <summary>Which column the actions are.</summary>
    public int ActionColumn => Spaces.Inputs.Length;

    /// <summary>Which column the rewards are.</summary>
    public int RewardColumn => ActionColumn + 1;

    /// <summary>Which column says that an episode begins.</summary>
    public int FirstColumn => ActionColumn + 2;

    /// <summary>Which column says that an episode ends.</summary>
    public int LastColumn => ActionColumn + 3;

    /// <summary>Which column says that the return ends.</summary>
    public int TerminalColumn => ActionColumn + 4;

    /// <summary>Bytes of a chunk's columns.</summary>
    public int PayloadBytes(int steps) => checked(steps * StepBytes);

    /// <summary>The columns of a chunk, one after the other. Throws <see cref="InvalidDataException"/> naming the first array that does not fit.</summary>
    public byte[] Encode(Chunk chunk)
    {
        Check(chunk);
        var payload = GC.AllocateUninitializedArray<byte>(PayloadBytes(chunk.Count));
        var at = 0;
        void Put(Array column, int bytes)
        {
            Buffer.BlockCopy(column, 0, payload, at, bytes);
            at += bytes;
        }

        for (var i = 0; i < Spaces.Inputs.Length; i++) Put(chunk.Observations[i], chunk.Count * ColumnBytes[i]);
        Put(chunk.Actions, chunk.Count * ColumnBytes[ActionColumn]);
        Put(chunk.Rewards, 4 * chunk.Count);
        Put(chunk.IsFirst, chunk.Count);
        Put(chunk.IsLast, chunk.Count);
        Put(chunk.IsTerminal, chunk.Count);
        return payload;
    }

    private void Check(Chunk chunk)
    {
        if (chunk.Count is < 1 or > LongestChunk) throw new InvalidDataException($"A chunk has 1 to {LongestChunk} steps, not {chunk.Count}.");
        if (chunk.Observations.Length != Spaces.Inputs.Length)
            throw new InvalidDataException($"A chunk has {Spaces.Inputs.Length} observation arrays ({Description}), not {chunk.Observations.Length}.");
        for (var i = 0; i < Spaces.Inputs.Length; i++)
        {
            var (input, array) = (Spaces.Inputs[i], chunk.Observations[i]);
            if (input.IsImage ? array is not byte[] : array is not float[])
                throw new InvalidDataException($"Observation {input.Name} is {(input.IsImage ? "byte" : "float")}[], not {array.GetType().Name}.");
            CheckLength(input.Name, array, chunk.Count * input.Count);
            if (array is float[] numbers) CheckFinite(input.Name, numbers);
        }

        CheckLength("actions", chunk.Actions, chunk.Count * Spaces.ActionSize);
        CheckLength("rewards", chunk.Rewards, chunk.Count);
        CheckLength("IsFirst", chunk.IsFirst, chunk.Count);
        CheckLength("IsLast", chunk.IsLast, chunk.Count);
        CheckLength("IsTerminal", chunk.IsTerminal, chunk.Count);
        CheckFinite("actions", chunk.Actions);
        CheckFinite("rewards", chunk.Rewards);
        CheckEpisodes(chunk);
        if (chunk.Latents is not { } latents) return;
        if (Latent is null) throw new InvalidDataException("A chunk brought latents, but the agent keeps none.");
        CheckLength("latent validity", latents.Valid, chunk.Count);
        CheckLength("latent h", latents.Deterministic, chunk.Count * Latent.Deterministic);
        CheckLength("latent z", latents.Stochastic, chunk.Count * Latent.Stochastic);
    }

    private static void CheckEpisodes(Chunk chunk)
    {
        for (var i = 0; i < chunk.Count; i++)
        {
            if (chunk.IsFirst[i] > 1 || chunk.IsLast[i] > 1 || chunk.IsTerminal[i] > 1) throw new InvalidDataException($"Flags are 0 or 1; step {i} of the chunk has others.");
            if (i > 0 && chunk.IsFirst[i] != chunk.IsLast[i - 1]) throw new InvalidDataException($"Step {i} of the chunk: an episode begins exactly where the one before has ended.");
        }
    }

    private static void CheckLength(string name, Array array, int length)
    {
        if (array.Length != length) throw new InvalidDataException($"A chunk's {name} has {length} numbers, not {array.Length}.");
    }

    private static void CheckFinite(string name, float[] numbers)
    {
        foreach (var number in numbers)
            if (!float.IsFinite(number)) throw new InvalidDataException($"A chunk's {name} holds {number}.");
    }
}
