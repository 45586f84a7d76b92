using System.Text;
using Akka.Util;

namespace Akka.Actor;

/// <summary>
/// Where an actor is in the tree of its system. Equality ignores the uid: two incarnations under one name have equal paths.
/// </summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    internal const string ValidActorNameDescription =
        "Actor names must not be empty, must not start with $, and may hold only letters of ASCII, digits and " + ValidSymbols + " or %-encoded bytes.";

    private readonly int _hash;

    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
        _hash = HashCode.Combine(address, name);
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        Parent = parentPath;
        Address = parentPath.Address;
        Depth = parentPath.Depth + 1;
        Name = name;
        Uid = uid;
        _hash = HashCode.Combine(parentPath._hash, name);
    }

    public string Name { get; }

    public Address Address { get; }

    /// <summary>Tells incarnations under one name apart; 0 when unknown.</summary>
    public long Uid { get; }

    public ActorPath Parent { get; }

    public int Depth { get; }

    public IReadOnlyList<string> Elements
    {
        get
        {
            if (Depth == 0) return [];
            var names = new string[Depth];
            for (var path = this; path.Depth > 0; path = path.Parent) names[path.Depth - 1] = path.Name;
            return names;
        }
    }

    public ActorPath Root => ParentOf(0);

    public static bool operator ==(ActorPath left, ActorPath right) => Equals(left, right);

    public static bool operator !=(ActorPath left, ActorPath right) => !Equals(left, right);

    public static ActorPath operator /(ActorPath path, string name)
    {
        var (plain, uid) = ActorCell.GetNameAndUid(name);
        return new ChildActorPath(path, plain, uid);
    }

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) =>
        name.Where(static element => !string.IsNullOrEmpty(element)).Aggregate(path, static (parent, element) => parent / element);

    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$') return false;
        for (var i = 0; i < s.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(s[i]) || ValidSymbols.Contains(s[i])) continue;
            if (s[i] != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2])) return false;
            i += 2;
        }

        return true;
    }

    /// <exception cref="UriFormatException">The text is no path.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null;
        if (!Address.TryParse(path, out var address, out var rest)) return false;
        actorPath = new RootActorPath(address) / rest.Split('/');
        return true;
    }

    public static bool TryParseAddress(string path, out Address address) => Address.TryParse(path, out address);

    public static string FormatPathElements(IEnumerable<string> pathElements) => string.Join("/", pathElements);

    public ActorPath ParentOf(int depth)
    {
        var path = this;
        if (depth >= 0)
            while (path.Depth > depth) path = path.Parent;
        else
            for (var i = depth; i < 0 && path.Depth > 0; i++) path = path.Parent;
        return path;
    }

    public ActorPath WithUid(long uid)
    {
        if (Depth > 0) return uid == Uid ? this : new ChildActorPath(Parent, Name, uid);
        return uid == 0 ? this : throw new NotSupportedException("RootActorPath must have undefined Uid");
    }

    public ActorPath Child(string childName) => this / childName;

    public bool Equals(ActorPath other)
    {
        if (other is null || Depth != other.Depth || _hash != other._hash) return false;
        if (!Address.Equals(other.Address)) return false;
        for (ActorPath a = this, b = other; a is not null; a = a.Parent, b = b.Parent)
        {
            if (ReferenceEquals(a, b)) return true;
            if (a.Name != b.Name) return false;
        }

        return true;
    }

    public override bool Equals(object obj) => Equals(obj as ActorPath);

    public override int GetHashCode() => _hash;

    public int CompareTo(ActorPath other)
    {
        if (other is null) return 1;
        var order = Address.CompareTo(other.Address);
        return order != 0 ? order : string.CompareOrdinal(ToStringWithoutAddress(), other.ToStringWithoutAddress());
    }

    public string ToStringWithoutAddress() => Append(new StringBuilder(), "").ToString();

    public override string ToString() => Append(new StringBuilder(), Address.ToString()).ToString();

    public string ToStringWithUid() => Uid == ActorCell.UndefinedUid ? ToString() : ToString() + "#" + Uid;

    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>The path at <paramref name="address"/>, unless it already names a host of its own.</summary>
    public string ToStringWithAddress(Address address)
    {
        if (IgnoreActorRef.IsIgnoreRefPath(this)) return ToString();
        return Append(new StringBuilder(), (Address.HasGlobalScope ? Address : address).ToString()).ToString();
    }

    public string ToSerializationFormat() => ToSerializationFormatWithAddress(Address);

    public string ToSerializationFormatWithAddress(Address address)
    {
        if (IgnoreActorRef.IsIgnoreRefPath(this)) return ToString();
        return ToStringWithAddress(address) + (Uid == ActorCell.UndefinedUid ? "" : "#" + Uid);
    }

    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    private StringBuilder Append(StringBuilder text, string address)
    {
        text.Append(address);
        if (Depth == 0) return text.Append(Name.StartsWith('/') ? Name : "/" + Name);
        foreach (var element in Elements) text.Append('/').Append(element);
        return text;
    }

    /// <summary>A path in serialized form.</summary>
    public sealed class Surrogate(string path) : ISurrogate, IEquatable<Surrogate>
    {
        public string Path { get; } = path;

        public ISurrogated FromSurrogate(ActorSystem system) => TryParse(Path, out var path) ? path : null;

        public bool Equals(Surrogate other) => other is not null && other.Path == Path;

        public override bool Equals(object obj) => Equals(obj as Surrogate);

        public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
    }
}

/// <summary>The root of one system's tree.</summary>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(address, name);

/// <summary>Any path below the root.</summary>
public sealed class ChildActorPath(ActorPath parentPath, string name, long uid) : ActorPath(parentPath, name, uid);
