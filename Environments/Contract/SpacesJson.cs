using System.Text.Json;
using System.Text.Json.Nodes;

namespace AkkaDreamer.Environments;

/// <summary>
/// Spaces as JSON, for files and for processes that talk of an environment which they do not hold:
/// <c>{"observations": [{"name": "image", "type": "uint8", "shape": [64, 64, 3]}], "actions": {"count": 4}}</c>, where a type is <c>uint8</c> or <c>float32</c> and continuous actions are <c>{"low": [-1], "high": [1]}</c>.
/// </summary>
public static class SpacesJson
{
    /// <summary>As JSON.</summary>
    public static JsonObject Write(EnvironmentSpaces spaces) => WireSpaces.Write(spaces);

    /// <summary>The spaces that were written; throws <see cref="FormatException"/> when this is something else, or when a step of them would be larger than 256 MiB.</summary>
    public static EnvironmentSpaces Read(JsonElement json)
    {
        try
        {
            return WireSpaces.Read(json).Spaces;
        }
        catch (WireException other)
        {
            throw new FormatException(other.Message, other);
        }
    }
}
