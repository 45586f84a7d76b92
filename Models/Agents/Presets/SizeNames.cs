namespace AkkaDreamer.Models.Agents.Presets;

/// <summary>Sizes of agents whose papers give one.</summary>
public static class SizeNames
{
    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> All { get; } = ["debug", "tiny", "paper"];

    /// <summary>Those of an agent with one published size: <c>paper</c>, and two small ones of ours.</summary>
    public static T Choose<T>(string size, string agent, T paper, T tiny, T debug) => size switch
    {
        "paper" => paper,
        "tiny" => tiny,
        "debug" => debug,
        _ => throw new ArgumentException($"There is no size {size} of {agent}; choose one of {string.Join(", ", All)}.", nameof(size)),
    };
}
