namespace AkkaDreamer.Actors.Configuration;

/// <summary>Stands in <see cref="RunConfiguration.Agent"/> until an agent was chosen.</summary>
public sealed record NoAgentOptions;
