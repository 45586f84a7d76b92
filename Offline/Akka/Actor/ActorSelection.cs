using Akka.Util;

namespace Akka.Actor;

/// <summary>Actors by path, looked up anew for every message. Names may hold * and ?; .. is the parent.</summary>
public class ActorSelection : ICanTell
{
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path.Split('/'))
    {
    }

    /// <exception cref="IllegalActorNameException">** stands elsewhere than at the end.</exception>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        Path = elements.Where(static element => !string.IsNullOrEmpty(element)).Select(Parse).ToArray();
        if (Path.SkipLast(1).OfType<SelectChildRecursive>().Any())
            throw new IllegalActorNameException("Double wildcard can only appear at the last path entry");
    }

    public IActorRef Anchor { get; }

    public SelectionPathElement[] Path { get; }

    public string PathString => "/" + string.Join<SelectionPathElement>("/", Path);

    public void Tell(object message, IActorRef sender = null) => DeliverSelection(
        (IInternalActorRef)Anchor,
        sender ?? ActorCell.GetCurrentSelfOrNoSender(),
        new ActorSelectionMessage(message, Path, wildCardFanOut: false));

    /// <exception cref="ActorNotFoundException">No actor answered in time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <inheritdoc cref="ResolveOne(TimeSpan)"/>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException("subject was null");
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", e);
        }
    }

    public override bool Equals(object obj) => obj is ActorSelection other && Equals(Anchor, other.Anchor) && PathString == other.PathString;

    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    public override string ToString() =>
        $"ActorSelection[Anchor({Anchor.Path}{(Anchor.Path.Uid == ActorCell.UndefinedUid ? "" : "#" + Anchor.Path.Uid)}), Path({PathString})]";

    internal static void DeliverSelection(IInternalActorRef anchor, IActorRef sender, ActorSelectionMessage selection)
    {
        var current = anchor;
        for (var i = 0; i < selection.Elements.Length; i++)
        {
            var rest = selection.Elements[i..];
            if (current is not ActorRefWithCell parent)
            {
                current.Tell(selection.Copy(elements: rest), sender);
                return;
            }

            switch (rest[0])
            {
                case SelectParent:
                    current = current.Parent;
                    break;
                case SelectChildName name:
                    current = parent.GetSingleChild(name.Name);
                    if (current is Nobody)
                    {
                        NotFound(parent);
                        return;
                    }

                    break;
                case SelectChildRecursive:
                    foreach (var child in parent.Children.ToList())
                    {
                        child.Tell(selection.Message, sender);
                        DeliverSelection((IInternalActorRef)child, sender, new ActorSelectionMessage(selection.Message, rest, true));
                    }

                    return;
                case SelectChildPattern pattern:
                    var matching = parent.Children.Where(child => child.Path.Name.Like(pattern.PatternStr)).ToList();
                    if (matching.Count == 0) NotFound(parent);
                    foreach (var child in matching)
                        DeliverSelection(
                            (IInternalActorRef)child,
                            sender,
                            new ActorSelectionMessage(selection.Message, rest[1..], selection.WildCardFanOut || matching.Count > 1));
                    return;
            }
        }

        current.Tell(selection.Message, sender);

        void NotFound(ActorRefWithCell at)
        {
            if (selection.WildCardFanOut) return;
            var path = anchor.Path / selection.Elements.Select(static element => element.ToString());
            new EmptyLocalActorRef(at.Provider, path, at.Underlying.System.EventStream).Tell(selection, sender);
        }
    }

    private static SelectionPathElement Parse(string element) => element switch
    {
        "**" => SelectChildRecursive.Instance,
        ".." => SelectParent.Instance,
        _ when element.Contains('*') || element.Contains('?') => new SelectChildPattern(element),
        _ => new SelectChildName(element),
    };
}

/// <summary>A message on its way through the tree.</summary>
public class ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false)
    : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    public object Message { get; } = message;

    /// <summary>The way that is left.</summary>
    public SelectionPathElement[] Elements { get; } = elements;

    /// <summary>One of several ways: finding nothing is no news.</summary>
    public bool WildCardFanOut { get; } = wildCardFanOut;

    public ActorSelectionMessage Copy(object message = null, SelectionPathElement[] elements = null, bool? wildCardFanOut = null) =>
        new(message ?? Message, elements ?? Elements, wildCardFanOut ?? WildCardFanOut);

    public override string ToString() =>
        $"ActorSelectionMessage - Message: {Message} - WildCartFanOut: {WildCardFanOut} - Elements: {string.Join<SelectionPathElement>("/", Elements)}";
}

/// <summary>One step of a selection.</summary>
public abstract class SelectionPathElement;

/// <summary>The child of this name.</summary>
public class SelectChildName(string name) : SelectionPathElement
{
    public string Name { get; } = name;

    public override bool Equals(object obj) => obj is SelectChildName other && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}

/// <summary>The children whose names fit a pattern.</summary>
public class SelectChildPattern(string patternStr) : SelectionPathElement
{
    public string PatternStr { get; } = patternStr;

    public override bool Equals(object obj) => obj is SelectChildPattern other && PatternStr == other.PatternStr;

    public override int GetHashCode() => PatternStr.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => PatternStr;
}

/// <summary>All descendants.</summary>
public class SelectChildRecursive : SelectionPathElement
{
    public static readonly SelectChildRecursive Instance = new();

    public override bool Equals(object obj) => obj is SelectChildRecursive;

    public override int GetHashCode() => 1;

    public override string ToString() => "**";
}

/// <summary>The parent.</summary>
public class SelectParent : SelectionPathElement
{
    public static readonly SelectParent Instance = new();

    public override bool Equals(object obj) => obj is SelectParent;

    public override int GetHashCode() => 2;

    public override string ToString() => "..";
}
