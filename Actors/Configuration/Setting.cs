using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>One value as it was written somewhere.</summary>
/// <param name="Path">Its key, segment by segment, from the root (<c>dreamer</c>, <c>replay</c>, <c>capacity</c>).</param>
/// <param name="Items">Its text, or its texts if <paramref name="IsList"/>; a null item is HOCON's null.</param>
/// <param name="IsList">Whether it was written as a list.</param>
/// <param name="Source">Where: <c>--set dreamer.replay.capacity=2e6</c>, <c>akka.hocon line 12</c>.</param>
public sealed record Setting(ImmutableArray<string> Path, ImmutableArray<string?> Items, bool IsList, string Source)
{
    /// <summary>The path with dots.</summary>
    public string Key => string.Join('.', Path);

    /// <summary>As it would be shown.</summary>
    public string Text => IsList ? $"[{string.Join(", ", Items)}]" : Items[0] ?? "null";

    /// <summary>The later of two settings of one key wins.</summary>
    public static ImmutableDictionary<string, Setting> Merge(IEnumerable<Setting> layers) =>
        layers.Aggregate(ImmutableDictionary<string, Setting>.Empty, (merged, setting) => merged.SetItem(setting.Key, setting));
}
