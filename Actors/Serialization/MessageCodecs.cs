using System.Collections.Frozen;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>The registry: every type that is ever written, and every manifest that is ever read.</summary>
public static class MessageCodecs
{
    /// <summary>Codecs in use: the one that writes a type comes first, older versions that are only read after it.</summary>
    public static IReadOnlyList<IMessageCodec> All { get; } = [.. ReplayCodecs.All, .. ActingCodecs.All, .. LearningCodecs.All, .. RunCodecs.All, .. ReportCodecs.All, .. ClusterCodecs.All];

    /// <summary>What reads a manifest.</summary>
    public static FrozenDictionary<string, IMessageCodec> ByManifest { get; } = All.ToFrozenDictionary(codec => codec.Manifest);

    /// <summary>What writes a type.</summary>
    public static FrozenDictionary<Type, IMessageCodec> ByType { get; } = All.GroupBy(codec => codec.Type).ToFrozenDictionary(codecs => codecs.Key, codecs => codecs.First());
}
