using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Acting;

/// <summary>
/// How far one environment's stream has come: where its next chunk goes, and of its open episode what it takes to rebuild it. Changed by functions; captured whole by a lockstep checkpoint.
/// </summary>
public sealed record StreamState
{
    /// <summary>The stream's number; chunks and steps within it are counted from 0.</summary>
    public required long Stream { get; init; }

    /// <summary>The number of its next chunk.</summary>
    public long NextNumber { get; init; }

    /// <summary>The number of its next step.</summary>
    public long NextIndex { get; init; }

    /// <summary>What the open episode was reset with.</summary>
    public required ulong EpisodeSeed { get; init; }

    /// <summary>The generator of this environment's actions and seeds, as text.</summary>
    public required string Random { get; init; }

    /// <summary>Actions since that reset [n,A]; kept in lockstep only.</summary>
    public ImmutableList<float[]> Actions { get; init; } = [];

    /// <summary>A chain of SHA-256 over the observations of those n steps; lockstep only.</summary>
    public string ObservationHash { get; init; } = "";

    /// <summary>Sum of rewards of the open episode.</summary>
    public double Return { get; init; }

    /// <summary>Decisions in the open episode.</summary>
    public int Length { get; init; }

    /// <summary>The policy's recurrent state; null when the episode has just begun, or acted at random so far.</summary>
    public PolicyState? Policy { get; init; }

    /// <summary>A new stream, with a generator of its own.</summary>
    public static StreamState Begin(long stream, ulong seed)
    {
        var random = new RandomState(RandomState.Derive(seed, $"stream-{stream}"));
        return new StreamState { Stream = stream, EpisodeSeed = random.NextUInt64(), Random = random.ToString() };
    }

    /// <summary>The state once a step was decided on. <paramref name="random"/>: the generator after the draws. At the end of an episode the next one's seed is drawn from it.</summary>
    public StreamState Decided(EnvironmentStep step, float[] action, PolicyState? policy, RandomState random, bool rebuildable)
    {
        if (step.IsLast)
        {
            return this with
            {
                NextIndex = NextIndex + 1,
                EpisodeSeed = random.NextUInt64(),
                Random = random.ToString(),
                Actions = [],
                ObservationHash = "",
                Return = 0,
                Length = 0,
                Policy = null,
            };
        }

        return this with
        {
            NextIndex = NextIndex + 1,
            Random = random.ToString(),
            Actions = rebuildable ? Actions.Add(action) : Actions,
            ObservationHash = rebuildable ? Chain(ObservationHash, step.Observation) : ObservationHash,
            Return = Return + step.Reward,
            Length = Length + 1,
            Policy = policy,
        };
    }

    /// <summary>The next link of the chain of observations.</summary>
    public static string Chain(string hash, Observation observation)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Convert.FromHexString(hash));
        foreach (var array in observation.Arrays)
        {
            sha.AppendData(array is float[] numbers ? MemoryMarshal.AsBytes(numbers.AsSpan()) : (byte[])array);
        }

        return Convert.ToHexString(sha.GetHashAndReset());
    }

    /// <summary>This state as a part of a checkpoint.</summary>
    public StateSnapshot Capture()
    {
        var size = Actions.IsEmpty ? 0 : Actions[0].Length;
        var tensors = ImmutableArray.CreateBuilder<NamedTensor>();
        tensors.Add(new NamedTensor("actions", "F32", [Actions.Count, size], Bytes(Actions.SelectMany(action => action))));
        foreach (var (part, i) in (Policy?.Parts ?? []).Select((part, i) => (part, i))) tensors.Add(new NamedTensor($"policy/{i:000}", "F32", [part.Length], Bytes(part)));
        return new StateSnapshot(tensors.ToImmutable(), new Dictionary<string, string>
        {
            ["stream"] = Text(Stream),
            ["next-number"] = Text(NextNumber),
            ["next-index"] = Text(NextIndex),
            ["episode-seed"] = EpisodeSeed.ToString(CultureInfo.InvariantCulture),
            ["random"] = Random,
            ["observation-hash"] = ObservationHash,
            ["return"] = Return.ToString("R", CultureInfo.InvariantCulture),
            ["length"] = Text(Length),
            ["has-policy"] = Policy is null ? "no" : "yes",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>The state that <see cref="Capture"/> gave. Throws <see cref="InvalidDataException"/> when an entry is missing.</summary>
    public static StreamState Restore(StateSnapshot snapshot)
    {
        string Entry(string key) => snapshot.Metadata.GetValueOrDefault(key) ?? throw new InvalidDataException($"The checkpoint of an environment lacks '{key}'.");
        long Number(string key) => long.Parse(Entry(key), CultureInfo.InvariantCulture);
        var actions = snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == "actions") ?? throw new InvalidDataException("The checkpoint of an environment lacks its actions.");
        var flat = Floats(actions.Bytes);
        var size = (int)actions.Shape[1];
        return new StreamState
        {
            Stream = Number("stream"),
            NextNumber = Number("next-number"),
            NextIndex = Number("next-index"),
            EpisodeSeed = ulong.Parse(Entry("episode-seed"), CultureInfo.InvariantCulture),
            Random = Entry("random"),
            Actions = [.. Enumerable.Range(0, (int)actions.Shape[0]).Select(i => flat[(i * size)..((i + 1) * size)])],
            ObservationHash = Entry("observation-hash"),
            Return = double.Parse(Entry("return"), CultureInfo.InvariantCulture),
            Length = (int)Number("length"),
            Policy = Entry("has-policy") == "no" ? null : new PolicyState([.. snapshot.Tensors.Where(tensor => tensor.Name.StartsWith("policy/", StringComparison.Ordinal)).Select(tensor => Floats(tensor.Bytes))]),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Bytes(IEnumerable<float> numbers) => MemoryMarshal.AsBytes(numbers.ToArray().AsSpan()).ToArray();

    private static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
