namespace AkkaDreamer.Actors.Configuration;

/// <summary>The command or the configuration was wrong. The message is one line: where it was set, what was given, what is allowed.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
