namespace AkkaDreamer.Actors.Configuration;

/// <summary>Which database keeps the journal.</summary>
public enum JournalDatabase
{
    /// <summary>journal.db in the run folder.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, named by <see cref="JournalOptions.Connection"/>.</summary>
    Postgresql,
}
