using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.Util;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>
/// Stands before one of Akka's own serializers and lets through, in both directions, only the kinds of message that a cluster of this program says. Akka's would also read a failure, for which it makes an exception of whatever class the
/// sender names, and settings of routers; and messages within messages without end, until the stack is full. Settings (<c>akka.actor.serialization-settings.NAME</c>): <c>behind</c>, the class of the other; <c>identifier</c>, its number;
/// <c>takes</c>, the manifests or, where those are classes, the classes.
/// </summary>
public sealed class GuardedSerializer(ExtendedActorSystem system, Config settings) : SerializerWithStringManifest(system)
{
    /// <summary>How deep messages may stand in messages; an Identify in a message to a selection is 2.</summary>
    public const int Deepest = 8;

    [ThreadStatic]
    private static int depth;

    // Made when first used: where there is no cluster, Akka's serializers of one have no numbers.
    private readonly Lazy<Serializer> behind = new(() => (Serializer)Activator.CreateInstance(Type.GetType(settings.GetString("behind"), throwOnError: true)!, system)!);
    private readonly ImmutableDictionary<string, Type?> takes = settings.GetStringList("takes").Select(name => (Name: name, Class: ClassOf(name))).ToImmutableDictionary(one => one.Class?.TypeQualifiedName() ?? one.Name, one => one.Class);

    /// <inheritdoc/>
    public override int Identifier { get; } = settings.GetInt("identifier");

    /// <inheritdoc/>
    public override string Manifest(object o) => Akka.Serialization.Serialization.ManifestFor(behind.Value, o);

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        Check(Manifest(obj));
        return behind.Value.ToBinary(obj);
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string? manifest) // which Akka.Remote leaves out where it is empty
    {
        manifest ??= "";
        var type = Check(manifest);
        if (depth >= Deepest) throw new SerializationException($"Messages stand in messages deeper than {Deepest}.");
        depth++;
        try
        {
            return behind.Value is SerializerWithStringManifest named ? named.FromBinary(bytes, manifest) : behind.Value.FromBinary(bytes, type!);
        }
        finally
        {
            depth--;
        }
    }

    private static Type? ClassOf(string manifest) => manifest.Contains(',', StringComparison.Ordinal) ? Type.GetType(manifest, throwOnError: true) : null;

    /// <summary>The class of what is let through; null where a manifest is none.</summary>
    private Type? Check(string manifest) =>
        takes.TryGetValue(manifest, out var type) ? type : throw new SerializationException($"A message of the kind '{manifest}' of serializer {Identifier} has no business here.");
}
