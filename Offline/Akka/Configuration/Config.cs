using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>A configuration: values by dotted path (<c>akka.actor."my.key".timeout</c>), with fallbacks behind it.</summary>
/// <remarks>Immutable. A getter without the path returns its default; a value of another kind throws.</remarks>
public class Config
{
    public static readonly Config Empty = ConfigurationFactory.Empty;

    public Config()
    {
    }

    public Config(HoconRoot root)
    {
        Value = root.Value ?? throw new ArgumentNullException(nameof(root), "The root value cannot be null.");
        Root = root.Value;
        Substitutions = root.Substitutions;
    }

    public Config(Config source, Config fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        Value = source.Value;
        Root = source.Root;
        Fallback = fallback;
    }

    public Config Fallback { get; private set; }

    public virtual bool IsEmpty => Root == null || Root.IsEmpty;

    /// <summary>The values of this configuration and all its fallbacks, merged.</summary>
    public virtual HoconValue Root { get; private set; }

    public IEnumerable<HoconSubstitution> Substitutions { get; set; }

    /// <summary>The values of this configuration alone.</summary>
    private HoconValue Value { get; init; }

    public static Config operator +(Config config, string fallback) => config.WithFallback(ConfigurationFactory.ParseString(fallback));

    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public virtual bool GetBoolean(string path, bool @default = false) => GetNode(path)?.GetBoolean() ?? @default;

    public virtual long? GetByteSize(string path) => GetNode(path)?.GetByteSize();

    public virtual long? GetByteSize(string path, long? def = null) => GetNode(path) is { } value ? value.GetByteSize() : def;

    public virtual int GetInt(string path, int @default = 0) => GetNode(path)?.GetInt() ?? @default;

    public virtual long GetLong(string path, long @default = 0) => GetNode(path)?.GetLong() ?? @default;

    public virtual string GetString(string path, string @default = null) => GetNode(path) is { } value ? value.GetString() : @default;

    public virtual float GetFloat(string path, float @default = 0) => GetNode(path)?.GetFloat() ?? @default;

    public virtual decimal GetDecimal(string path, decimal @default = 0) => GetNode(path)?.GetDecimal() ?? @default;

    public virtual double GetDouble(string path, double @default = 0) => GetNode(path)?.GetDouble() ?? @default;

    public virtual IList<bool> GetBooleanList(string path) => GetNode(path).GetBooleanList();

    public virtual IList<decimal> GetDecimalList(string path) => GetNode(path).GetDecimalList();

    public virtual IList<float> GetFloatList(string path) => GetNode(path).GetFloatList();

    public virtual IList<double> GetDoubleList(string path) => GetNode(path).GetDoubleList();

    public virtual IList<int> GetIntList(string path) => GetNode(path).GetIntList();

    public virtual IList<long> GetLongList(string path) => GetNode(path).GetLongList();

    public virtual IList<byte> GetByteList(string path) => GetNode(path).GetByteList();

    public virtual IList<string> GetStringList(string path) => GetNode(path)?.GetStringList() ?? [];

    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => GetNode(path)?.GetStringList() ?? defaultPaths;

    /// <summary>The part below the path, its fallbacks merged; null where nothing stands there.</summary>
    public virtual Config GetConfig(string path) => GetNode(path) is { } value ? new Config(new HoconRoot(value)) : null;

    public HoconValue GetValue(string path) => GetNode(path);

    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        GetNode(path)?.GetTimeSpan(allowInfinite) ?? @default.GetValueOrDefault();

    public virtual bool HasPath(string path) => GetNode(path) != null;

    public override string ToString() => Value?.ToString() ?? "";

    public string ToString(bool includeFallback) => includeFallback ? Root.ToString() : ToString();

    /// <summary>This configuration, with the other's values where it has none of its own.</summary>
    public virtual Config WithFallback(Config fallback)
    {
        if (fallback == this)
            throw new ArgumentException("Config can not have itself as fallback", nameof(fallback));
        if (fallback == null)
            return this;
        if (IsEmpty)
            return fallback;
        if (fallback.IsEmpty)
            return this;
        var merged = Copy(fallback);
        merged.Root = new HoconValue([fallback.Root.GetObject().MergeImmutable(Root.GetObject())]);
        return merged;
    }

    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject().Items;

    protected Config Copy(Config fallback = null) => new()
    {
        Fallback = Fallback != null ? Fallback.Copy(fallback) : fallback,
        Root = Root,
        Value = Value,
        Substitutions = Substitutions,
    };

    private HoconValue GetNode(string path)
    {
        var node = Root ?? throw new InvalidOperationException("Current node should not be null");
        foreach (var key in Split(path))
            if ((node = node.GetChildObject(key)) == null)
                return null;
        return node;
    }

    private static IEnumerable<string> Split(string path)
    {
        for (var start = 0; start < path.Length;)
        {
            var quoted = path[start] == '"';
            var end = quoted ? path.IndexOf('"', start + 1) : path.IndexOf('.', start);
            yield return quoted ? path[(start + 1)..end] : end < 0 ? path[start..] : path[start..end];
            start = end < 0 ? path.Length : end + (quoted ? 2 : 1);
        }
    }
}
