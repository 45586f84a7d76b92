namespace Hocon;

/// <summary>A configuration file cannot be found.</summary>
public class ConfigurationException : Exception
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception exception)
        : base(message, exception)
    {
    }

    public static ConfigurationException NullOrEmptyConfig<T>(string path = null) => new(
        string.IsNullOrWhiteSpace(path)
            ? $"Failed to instantiate {typeof(T).Name}: Configuration is null or empty."
            : $"Failed to instantiate {typeof(T).Name}: Configuration does not contain `{path}` node");
}
