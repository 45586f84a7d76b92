namespace Hocon;

/// <summary>A root with fallbacks behind it: getters look here first, then in each fallback, in order.</summary>
/// <remarks>Immutable. Substitutions are resolved within each text, before fallbacks are joined.</remarks>
public class Config : HoconRoot, IEquatable<Config>
{
    private readonly List<HoconValue> _fallbacks = [];

    public Config(HoconRoot root)
        : base((HoconValue)root.Value.Clone(null))
    {
        Root = (HoconValue)root.Value.Clone(null);
        if (root is Config config)
            config._fallbacks.ForEach(AddFallback);
    }

    public Config(HoconRoot root, Config fallback)
        : this(root)
    {
        AddFallback(fallback.Value);
        fallback._fallbacks.ForEach(AddFallback);
    }

    protected Config(HoconValue value)
        : this(new HoconRoot(value))
    {
    }

    public static Config Empty
    {
        get
        {
            var value = new HoconValue(null);
            value.Add(new HoconObject(value));
            return new Config(value);
        }
    }

    public virtual IReadOnlyList<HoconValue> Fallbacks => _fallbacks.AsReadOnly();

    public virtual bool IsEmpty => _fallbacks.Count == 0 && Value.TryGetObject(out var top) && top.IsEmpty;

    /// <summary>This configuration and all its fallbacks, merged.</summary>
    public HoconValue Root { get; }

    public static Config operator +(Config config, string fallback) => config.WithFallback(HoconConfigurationFactory.ParseString(fallback));

    public static Config operator +(string configHocon, Config fallbackConfig) =>
        HoconConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    public static implicit operator Config(string str) => HoconConfigurationFactory.ParseString(str);

    public string ToString(bool useFallbackValues) => useFallbackValues ? Root.ToString() : Value.ToString();

    /// <summary>The part below the path, fallbacks merged; empty where nothing stands there.</summary>
    public virtual Config GetConfig(string path) => GetConfig(HoconPath.Parse(path));

    public virtual Config GetConfig(HoconPath path) => Root.GetObject().TryGetValue(path, out var result) ? new Config(result) : Empty;

    public virtual Config WithFallback(Config fallback)
    {
        if (ReferenceEquals(fallback, this))
            throw new ArgumentException("Config can not have itself as fallback", nameof(fallback));
        return fallback.IsNullOrEmpty() ? this : IsEmpty ? fallback : new Config(this, fallback);
    }

    /// <summary>The merged fields at the top.</summary>
    public override IEnumerable<KeyValuePair<string, HoconField>> AsEnumerable() => Root.GetObject();

    public virtual bool Equals(Config other) => other is not null && ((IsEmpty && other.IsEmpty) || Value == other.Value);

    public override bool Equals(object obj) => Equals(obj as Config);

    public override int GetHashCode() => base.GetHashCode();

    protected override bool TryGetNode(HoconPath path, out HoconValue result)
    {
        foreach (var value in _fallbacks.Prepend(Value))
            if (value.TryGetObject(out var top) && top.TryGetValue(path, out result))
                return true;
        result = null;
        return false;
    }

    protected override HoconValue GetNode(HoconPath path) => TryGetNode(path, out var result)
        ? result
        : throw new HoconException($"Could not find accessible field at path `{path}` in all fallbacks.");

    private void AddFallback(HoconValue value)
    {
        if (_fallbacks.Contains(value))
            return;
        var copy = (HoconValue)value.Clone(null);
        _fallbacks.Add(copy);
        Root.GetObject().FallbackMerge(copy.GetObject());
    }
}
