using System.ComponentModel;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>Where the facts of a run are kept: <c>dreamer.journal</c>.</summary>
public sealed record JournalOptions
{
    /// <summary>SQLite or PostgreSQL.</summary>
    [Description("sqlite (journal.db in the run folder) or postgresql.")]
    public JournalDatabase Database { get; init; } = JournalDatabase.Sqlite;

    /// <summary>Npgsql's connection string. It may hold a password, so it is never written into the run folder: it is read anew from configuration at every start.</summary>
    [Description("PostgreSQL: the connection string (also the environment variable DREAMER_POSTGRES); never written into the run folder.")]
    public string Connection { get; init; } = "";
}
