using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that remembers the order in which its keys came.</summary>
public class OrderedDict<TKey, TValue> : IEnumerable<(TKey, TValue)> where TKey : notnull
{
    private readonly Dictionary<TKey, int> _places = [];
    private readonly List<(TKey, TValue)> _items = [];

    public int Count => _items.Count;

    public TValue this[TKey key]
    {
        get => _items[_places[key]].Item2;
        set
        {
            if (_places.TryGetValue(key, out var place)) _items[place] = (key, value);
            else Add(key, value);
        }
    }

    public IEnumerable<TKey> keys() => _items.Select(item => item.Item1);

    public IEnumerable<TValue> values() => _items.Select(item => item.Item2);

    public void clear()
    {
        _places.Clear();
        _items.Clear();
    }

    public void Add(TKey key, TValue value)
    {
        _places.Add(key, _items.Count);
        _items.Add((key, value));
    }

    internal bool TryAdd(TKey key, TValue value)
    {
        if (_places.ContainsKey(key)) return false;
        Add(key, value);
        return true;
    }

    public bool ContainsKey(TKey key) => _places.ContainsKey(key);

    public bool Remove(TKey key)
    {
        if (!_places.Remove(key, out var place)) return false;
        _items.RemoveAt(place);
        for (var i = place; i < _items.Count; i++) _places[_items[i].Item1] = i;
        return true;
    }

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var found = _places.TryGetValue(key, out var place);
        value = found ? _items[place].Item2 : default;
        return found;
    }

    public IEnumerator<(TKey, TValue)> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
