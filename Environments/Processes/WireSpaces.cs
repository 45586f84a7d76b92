using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AkkaDreamer.Environments;

/// <summary>How spaces are written in a Made frame, how many bytes their steps take, and how actions and steps lie in frames.</summary>
internal sealed class WireSpaces
{
    private const int MostArrays = 256;
    private const int MostActions = 1 << 16;

    /// <summary>How these spaces lie in frames; throws <see cref="WireException"/> when a step would be larger than allowed.</summary>
    public WireSpaces(EnvironmentSpaces spaces)
    {
        Spaces = spaces;
        var shown = spaces.Observations.Sum(space => (long)Wire.Padded(checked(Bytes(space))));
        if (shown > Wire.MostShown) throw new WireException($"an observation of {shown} bytes; at most {Wire.MostShown} are carried");
        (ItemBytes, ActionBytes) = (8 + (int)shown, spaces.Actions is DiscreteActions ? 4 : 4 * spaces.Actions.Size);
    }

    /// <summary>The spaces.</summary>
    public EnvironmentSpaces Spaces { get; }

    /// <summary>What each choice means to the environment, where it says so.</summary>
    public ImmutableArray<string> Meanings { get; private init; } = [];

    /// <summary>Bytes of one action in a Step frame, its environment's number left out.</summary>
    public int ActionBytes { get; }

    /// <summary>Bytes of one step in a Stepped frame.</summary>
    public int ItemBytes { get; }

    /// <summary>Bytes of one array, unpadded.</summary>
    public static int Bytes(ObservationSpace space) => space.Type == ElementType.UInt8 ? space.Count : 4 * space.Count;

    /// <summary>As JSON.</summary>
    public static JsonObject Write(EnvironmentSpaces spaces) => new()
    {
        ["observations"] = new JsonArray([.. spaces.Observations.Select(space => new JsonObject
        {
            ["name"] = space.Name,
            ["type"] = space.Type == ElementType.UInt8 ? "uint8" : "float32",
            ["shape"] = new JsonArray([.. space.Shape.Select(size => JsonValue.Create(size))]),
        })]),
        ["actions"] = spaces.Actions is ContinuousActions range
            ? new JsonObject { ["low"] = new JsonArray([.. range.Low.Select(low => JsonValue.Create(low))]), ["high"] = new JsonArray([.. range.High.Select(high => JsonValue.Create(high))]) }
            : new JsonObject { ["count"] = spaces.Actions.Size },
    };

    /// <summary>From JSON; throws <see cref="WireException"/> when it is not what <see cref="Write"/> writes or beyond bounds.</summary>
    public static WireSpaces Read(JsonElement json)
    {
        try
        {
            var observations = json.GetProperty("observations").EnumerateArray().Select(Observation).ToImmutableArray();
            if (observations.Length is 0 or > MostArrays) throw new WireException($"{observations.Length} arrays; 1 to {MostArrays} are carried");
            return new WireSpaces(new EnvironmentSpaces(observations, Actions(json.GetProperty("actions"))))
            {
                Meanings = json.TryGetProperty("meanings", out var meanings) ? [.. meanings.EnumerateArray().Select(meaning => meaning.GetString() ?? "")] : [],
            };
        }
        catch (Exception cause) when (cause is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new WireException($"spaces that cannot be read ({cause.Message}): {Shown.Text(json.GetRawText())}");
        }
    }

    /// <summary>Writes an action; throws <see cref="ArgumentException"/> when it is none of the space.</summary>
    public void WriteAction(ReadOnlySpan<float> action, Span<byte> to)
    {
        if (Spaces.Actions is DiscreteActions discrete) BitConverter.TryWriteBytes(to, ActionVector.Choice(action, discrete.Count));
        else if (action.Length == Spaces.Actions.Size) System.Runtime.InteropServices.MemoryMarshal.AsBytes(action).CopyTo(to);
        else throw new ArgumentException($"An action of {action.Length} numbers was given; {Spaces.Actions.Size} are needed.", nameof(action));
    }

    /// <summary>The action that was written.</summary>
    public float[] ReadAction(ReadOnlySpan<byte> from)
    {
        if (Spaces.Actions is not DiscreteActions discrete) return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(from[..ActionBytes]).ToArray();
        var choice = BitConverter.ToInt32(from);
        return (uint)choice < (uint)discrete.Count ? ActionVector.OneHot(choice, discrete.Count) : throw new WireException($"choice {choice} of {discrete.Count}");
    }

    /// <summary>Writes one step.</summary>
    public void WriteStep(EnvironmentStep step, Span<byte> to)
    {
        BitConverter.TryWriteBytes(to, step.Reward);
        var flags = (step.IsFirst ? Wire.First : 0) | (step.IsLast ? Wire.Last : 0) | (step.IsTerminal ? Wire.Terminal : 0) | (step.LifeLost ? Wire.LifeLost : 0);
        BitConverter.TryWriteBytes(to[4..], flags);
        var at = 8;
        foreach (var array in step.Observation.Arrays)
        {
            var bytes = array is float[] numbers ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()) : (byte[])array;
            bytes.CopyTo(to[at..]);
            at += Wire.Padded(bytes.Length);
        }
    }

    /// <summary>The step that was written, in arrays of its own.</summary>
    public EnvironmentStep ReadStep(ReadOnlySpan<byte> from)
    {
        var spaces = Spaces.Observations;
        var arrays = ImmutableArray.CreateBuilder<Array>(spaces.Length);
        var at = 8;
        foreach (var space in spaces)
        {
            var bytes = from.Slice(at, Bytes(space));
            arrays.Add(space.Type == ElementType.UInt8 ? bytes.ToArray() : System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray());
            at += Wire.Padded(bytes.Length);
        }

        var flags = from[4];
        return new EnvironmentStep(new Observation(arrays.MoveToImmutable()), BitConverter.ToSingle(from), (flags & Wire.First) != 0, (flags & Wire.Last) != 0, (flags & Wire.Terminal) != 0) { LifeLost = (flags & Wire.LifeLost) != 0 };
    }

    private static ObservationSpace Observation(JsonElement json)
    {
        var type = json.GetProperty("type").GetString() switch { "uint8" => ElementType.UInt8, "float32" => ElementType.Float32, var other => throw new FormatException($"element type '{other}'") };
        var shape = json.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToImmutableArray();
        if (shape.Any(size => size < 1) || shape.Aggregate(1L, (product, size) => Math.Min(product * size, long.MaxValue / int.MaxValue)) > Wire.MostShown)
            throw new WireException($"an array of shape [{string.Join(", ", shape)}]; every dimension is 1 or more, and at most {Wire.MostShown} bytes are carried");
        return new ObservationSpace(json.GetProperty("name").GetString() ?? throw new FormatException("an array without a name"), type, shape);
    }

    private static ActionSpace Actions(JsonElement json)
    {
        ActionSpace space = json.TryGetProperty("count", out var count)
            ? new DiscreteActions(count.GetInt32())
            : new ContinuousActions([.. json.GetProperty("low").EnumerateArray().Select(low => low.GetSingle())], [.. json.GetProperty("high").EnumerateArray().Select(high => high.GetSingle())]);
        return space.Size is >= 1 and <= MostActions ? space : throw new WireException($"{space.Size} actions; 1 to {MostActions} are carried");
    }
}
