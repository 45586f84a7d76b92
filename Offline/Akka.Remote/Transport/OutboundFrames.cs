using System.Text;
using Akka.Actor;
using Akka.Event;

namespace Akka.Remote.Transport;

/// <summary>Serializes messages into frames. What cannot be serialized, or is too large, costs a line in the log and nothing else.</summary>
internal sealed class OutboundFrames(Remoting remoting)
{
    private const int Capacity = 128 * 1024;
    private const int MaximumSenders = 1024;

    private readonly FrameWriter _frames = new(Capacity);
    private readonly Dictionary<IActorRef, byte[]> _senders = new(ReferenceEqualityComparer.Instance);

    public int Length => _frames.Length;

    public async ValueTask Flush(Connection connection)
    {
        if (_frames.Length == 0) return;
        await connection.Write(_frames.Written).ConfigureAwait(false);
        _frames.Clear();
    }

    public void Add(Outbound outbound)
    {
        var start = _frames.Begin(FrameKind.Message);
        try
        {
            Write(outbound);
        }
        catch (Exception e)
        {
            _frames.Abort(start);
            remoting.Logger.Error(e, "Serialization failed for message [{0}] to [{1}]. It is dropped (association remains live)", NameOf(outbound.Message), outbound.Recipient);
            Skip(outbound);
            return;
        }

        var size = _frames.Size(start);
        if (size <= remoting.Transport.MaximumFrameSize)
        {
            _frames.End(start);
            return;
        }

        _frames.Abort(start);
        remoting.Logger.Error(
            new OversizedPayloadException($"Discarding oversized payload sent to {outbound.Recipient}: max allowed size {remoting.Transport.MaximumFrameSize} bytes "
                + $"(maximum-frame-size), actual size of encoded {NameOf(outbound.Message)} was {size} bytes."),
            "Transient association error (association remains live)");
        Skip(outbound);
    }

    /// <summary>The class of a message, with those of what it wraps.</summary>
    private static string NameOf(object message) => message is IWrappedMessage wrapped ? $"{message.GetType()}-->{NameOf(wrapped.Message)}" : message.GetType().ToString();

    private void Write(Outbound outbound)
    {
        var (message, system) = (outbound.Message, remoting.System);
        if (remoting.Settings.LogSend)
            remoting.Logger.Debug("RemoteMessage: {0} to [{1}]<+[{2}] from [{3}]", message, outbound.Recipient, outbound.Recipient.Path, outbound.Sender ?? system.DeadLetters);
        var serializer = system.Serialization.FindSerializerFor(message);
        _frames.Int64(outbound.Number);
        _frames.Bytes(outbound.Recipient.WirePath);
        _frames.Bytes(PathOf(outbound.Sender));
        _frames.Int32(serializer.Identifier);
        var (bytes, manifest) = Akka.Serialization.Serialization.WithTransport(system, (serializer, message), static s =>
            (s.serializer.ToBinary(s.message), Akka.Serialization.Serialization.ManifestFor(s.serializer, s.message)));
        _frames.Text(manifest ?? "");
        _frames.Rest(bytes);
    }

    private void Skip(Outbound outbound)
    {
        if (!outbound.IsSystem) return;
        var start = _frames.Begin(FrameKind.Skip);
        _frames.Int64(outbound.Number);
        _frames.End(start);
    }

    private byte[] PathOf(IActorRef sender)
    {
        if (sender is null) return [];
        if (sender is RemoteActorRef remote) return remote.WirePath;
        if (_senders.TryGetValue(sender, out var known)) return known;
        var path = Encoding.UTF8.GetBytes(sender.Path.ToSerializationFormatWithAddress(remoting.DefaultAddress)); // even an actor of another system of this process is given this address
        if (sender is not LocalActorRef) return path; // one question, one answer: not worth remembering
        if (_senders.Count >= MaximumSenders) _senders.Clear();
        return _senders[sender] = path;
    }
}
