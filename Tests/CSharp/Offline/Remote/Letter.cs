using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>A message with a serializer of its own. Some texts make trouble on the way.</summary>
public sealed record Letter(string Text)
{
    public const string Unwritable = "unwritable";
    public const string Unreadable = "unreadable";
    public const string Unknown = "unknown";
}

/// <summary>Letters by a manifest with a version.</summary>
public sealed class LetterSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 4711;

    public override string Manifest(object o) => ((Letter)o).Text == Letter.Unknown ? "letter/99" : "letter/1";

    public override byte[] ToBinary(object obj) => ((Letter)obj).Text is var text && text != Letter.Unwritable
        ? Encoding.UTF8.GetBytes(text)
        : throw new SerializationException("this letter cannot be written");

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest != "letter/1") throw new SerializationException($"no manifest {manifest}");
        var text = Encoding.UTF8.GetString(bytes);
        return text != Letter.Unreadable ? new Letter(text) : throw new InvalidOperationException("this letter cannot be read");
    }
}
