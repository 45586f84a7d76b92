using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Remote.Transport;

namespace Akka.Remote.Serialization;

/// <summary>Messages within messages, references and exceptions, as bytes. What is read comes from outside: it may be anything.</summary>
internal static class WrappedPayloads
{
    /// <summary>Messages in messages in messages: without a limit, a small frame could overflow the stack.</summary>
    private const int MaximumDepth = 16;

    private const int MaximumInnerExceptions = 10;

    [ThreadStatic]
    private static int _depth;

    public static byte[] Bytes(Action<FrameWriter> write)
    {
        var writer = new FrameWriter(128);
        write(writer);
        return writer.Written.ToArray();
    }

    public static void Payload(this FrameWriter writer, ExtendedActorSystem system, object message)
    {
        var serializer = system.Serialization.FindSerializerFor(message);
        writer.Int32(serializer.Identifier);
        writer.Text(message is null ? "" : Akka.Serialization.Serialization.ManifestFor(serializer, message) ?? "");
        writer.Bytes(serializer.ToBinary(message));
    }

    public static object Payload(this ref FrameParser parser, ExtendedActorSystem system)
    {
        if (_depth >= MaximumDepth) throw new SerializationException($"Messages are nested deeper than {MaximumDepth}.");
        if (!parser.Int32(out var id) || !parser.Bytes(out var manifest) || !parser.Bytes(out var bytes)) throw Malformed();
        _depth++;
        try
        {
            return system.Serialization.Deserialize(bytes.ToArray(), id, Encoding.UTF8.GetString(manifest));
        }
        finally
        {
            _depth--;
        }
    }

    public static void Reference(this FrameWriter writer, IActorRef actor) =>
        writer.Text(actor is null or Nobody ? "" : Akka.Serialization.Serialization.SerializedActorPath(actor));

    /// <summary>Null for nobody.</summary>
    public static IActorRef Reference(this ref FrameParser parser, ExtendedActorSystem system)
    {
        var path = parser.Text();
        return path.Length == 0 ? null : system.Provider.ResolveActorRef(path);
    }

    public static string Text(this ref FrameParser parser) => parser.Bytes(out var bytes) ? Encoding.UTF8.GetString(bytes) : throw Malformed();

    public static int Int32(this ref FrameParser parser) => parser.Int32(out var value) ? value : throw Malformed();

    public static byte Byte(this ref FrameParser parser) => parser.Byte(out var value) ? value : throw Malformed();

    /// <summary>Class, message and stack trace, and the same of the inner ones.</summary>
    public static void Exception(this FrameWriter writer, Exception exception)
    {
        var chain = new List<Exception>();
        for (var e = exception; e is not null && chain.Count < MaximumInnerExceptions; e = e.InnerException) chain.Add(e);
        writer.Byte((byte)chain.Count);
        foreach (var e in chain)
        {
            writer.Text(Util.TypeExtensions.TypeQualifiedName(e.GetType()));
            writer.Text(e.Message);
            writer.Text(e.StackTrace ?? "");
        }
    }

    public static Exception Exception(this ref FrameParser parser)
    {
        var count = parser.Byte();
        if (count > MaximumInnerExceptions) throw Malformed();
        var chain = new (string Type, string Message, string Stack)[count];
        for (var i = 0; i < count; i++) chain[i] = (parser.Text(), parser.Text(), parser.Text());
        Exception made = null;
        foreach (var (type, message, stack) in chain.Reverse()) made = Rebuild(type, message, stack, made);
        return made;
    }

    public static SerializationException Malformed() => new("The bytes are no message of this kind.");

    /// <summary>An exception of the same class, if that is known here and can be made from a message; otherwise one that says what class it was.</summary>
    private static Exception Rebuild(string typeName, string message, string stack, Exception inner)
    {
        Exception made = null;
        if (Type.GetType(typeName) is { IsAbstract: false } type && typeof(Exception).IsAssignableFrom(type))
        {
            made = type.GetConstructor([typeof(string), typeof(Exception)])?.Invoke([message, inner]) as Exception
                ?? type.GetConstructor([typeof(string)])?.Invoke([message]) as Exception;
        }

        made ??= new RemoteFailure($"{typeName}: {message}", inner);
        if (stack.Length > 0) System.Runtime.ExceptionServices.ExceptionDispatchInfo.SetRemoteStackTrace(made, stack);
        return made;
    }
}

/// <summary>A failure of another system whose class is not known here.</summary>
internal sealed class RemoteFailure(string message, Exception cause) : AkkaException(message, cause);
