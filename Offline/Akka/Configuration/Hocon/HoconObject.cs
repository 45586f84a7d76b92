using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Keys and their values, in the order written.</summary>
public class HoconObject : IHoconElement
{
    public HoconObject()
        : this([])
    {
    }

    private HoconObject(Dictionary<string, HoconValue> items) => Items = items;

    public Dictionary<string, HoconValue> Items { get; private set; }

    /// <summary>The same tree with nested dictionaries where this one has objects.</summary>
    public IDictionary<string, object> Unwrapped => Items.ToDictionary(
        item => item.Key,
        item => item.Value.GetObject() is { } inner ? (object)inner.Unwrapped : item.Value);

    public bool IsString() => false;

    public string GetString() => throw new NotImplementedException("An object is not a text.");

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new NotImplementedException("An object is not an array.");

    public HoconValue GetKey(string key) => Items.GetValueOrDefault(key);

    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
            Items.Add(key, value = new HoconValue());
        return value;
    }

    public override string ToString() => ToString(0);

    public string ToString(int indent)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in Items)
        {
            text.Append(' ', indent * 2).Append(HoconValue.QuoteIfNeeded(key)).Append(" : ");
            text.Append(value.ToString(indent)).Append("\r\n");
        }
        return text.ToString();
    }

    /// <summary>Takes over the other object's entries: objects merge, anything else replaces.</summary>
    public void Merge(HoconObject other) => Items = MergeImmutable(other).Items;

    internal HoconObject MergeImmutable(HoconObject other)
    {
        var merged = new Dictionary<string, HoconValue>(Items);
        foreach (var (key, theirs) in other.Items)
        {
            var bothObjects = merged.TryGetValue(key, out var ours) && ours.IsObject() && theirs.IsObject();
            merged[key] = bothObjects ? new HoconValue([ours.GetObject().MergeImmutable(theirs.GetObject())]) : theirs;
        }
        return new HoconObject(merged);
    }
}
