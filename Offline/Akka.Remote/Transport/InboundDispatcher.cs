using System.Text;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Remote.Transport;

/// <summary>Gives the messages of one connection to their actors. What cannot be read costs a line in the log and nothing else.</summary>
internal sealed class InboundDispatcher(Remoting remoting)
{
    private const int MaximumKnown = 1024;
    private const int LongestKnown = 512;

    private readonly Dictionary<string, IActorRef> _known = [];
    private readonly Dictionary<string, string> _manifests = [];

    public void Deliver(InboundMessage message)
    {
        var manifest = "";
        try
        {
            manifest = Manifest(message.Manifest);
            var recipient = Resolve(message.Recipient);
            var payload = remoting.System.Serialization.Deserialize(message.Payload.ToArray(), message.SerializerId, manifest);
            var sender = message.Sender.IsEmpty ? remoting.System.DeadLetters : Resolve(message.Sender);
            Deliver((IInternalActorRef)recipient, payload, sender);
        }
        catch (Exception e)
        {
            remoting.Logger.Warning(
                e,
                "Deserialization failed for message with serializer id [{0}] and manifest [{1}]. Transient association error (association remains live). {2}",
                message.SerializerId,
                manifest,
                e.Message);
        }
    }

    private static string PathOf(ActorSelectionMessage selection) => "/" + string.Join<SelectionPathElement>("/", selection.Elements);

    private void Deliver(IInternalActorRef recipient, object payload, IActorRef sender)
    {
        var (settings, log) = (remoting.Settings, remoting.Logger);
        if (settings.LogReceive) log.Debug("received RemoteMessage: {0} to {1} from {2}", payload, recipient, sender);
        if (!recipient.IsLocal)
        {
            log.Error(
                "Dropping message [{0}] for non-local recipient [{1}] arriving at [{2}]", payload?.GetType(), recipient, string.Join(",", remoting.Addresses));
            return;
        }

        switch (payload)
        {
            case ActorSelectionMessage selection when settings.UntrustedMode
                && (!settings.TrustedSelectionPaths.Contains(PathOf(selection)) || selection.Message is IPossiblyHarmful || !recipient.Equals(remoting.Provider.RootGuardian)):
                log.Debug(
                    "operating in UntrustedMode, dropping inbound actor selection to [{0}], allow it by adding the path to 'akka.remote.trusted-selection-paths'",
                    PathOf(selection));
                break;
            case ActorSelectionMessage selection:
                ActorSelection.DeliverSelection(recipient, sender, selection);
                break;
            case IPossiblyHarmful when settings.UntrustedMode:
                log.Debug("operating in UntrustedMode, dropping inbound IPossiblyHarmful message of type {0}", payload.GetType());
                break;
            case ISystemMessage message:
                recipient.SendSystemMessage(message);
                break;
            default:
                recipient.Tell(payload, sender);
                break;
        }
    }

    /// <summary>The same few actors over and over: remembered, unless they have ended.</summary>
    private IActorRef Resolve(ReadOnlySpan<byte> path)
    {
        if (path.Length > LongestKnown) return Lookup(Encoding.UTF8.GetString(path));
        Span<char> text = stackalloc char[LongestKnown];
        text = text[..Encoding.UTF8.GetChars(path, text)];
        var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out var actor) && actor is not LocalActorRef { IsTerminated: true }) return actor;
        actor = Lookup(text.ToString());
        if (actor is not (LocalActorRef or RemoteActorRef)) return actor; // one question, one answer; or nobody, yet
        if (_known.Count >= MaximumKnown) _known.Clear();
        return known[text] = actor;
    }

    private IActorRef Lookup(string path) => remoting.Provider.ResolveActorRefWithLocalAddress(path, remoting.DefaultAddress);

    private string Manifest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return "";
        if (bytes.Length > LongestKnown) return Encoding.UTF8.GetString(bytes);
        Span<char> text = stackalloc char[LongestKnown];
        text = text[..Encoding.UTF8.GetChars(bytes, text)];
        var known = _manifests.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out var manifest)) return manifest;
        if (_manifests.Count >= MaximumKnown) _manifests.Clear();
        return known[text] = text.ToString();
    }
}
