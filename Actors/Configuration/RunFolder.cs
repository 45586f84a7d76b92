namespace AkkaDreamer.Actors.Configuration;

/// <summary>The folder that holds everything of one run, and what its parts are called.</summary>
public sealed record RunFolder
{
    /// <summary>The folder at a path, which need not exist yet.</summary>
    public RunFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>The configuration as resolved.</summary>
    public string Config => In("config.json");

    /// <summary>What the environment shows and takes.</summary>
    public string Spaces => In("spaces.json");

    /// <summary>The journal, when it is SQLite.</summary>
    public string Journal => In("journal.db");

    /// <summary>The name of database and run, when the journal is not in the folder.</summary>
    public string JournalAddress => In("journal.json");

    /// <summary>Replayed steps, append-only.</summary>
    public string Segments => In("segments");

    /// <summary>Checkpoints, one folder each.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>One JSON object a line.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>TensorBoard's event files.</summary>
    public string TensorBoard => In("tensorboard");

    /// <summary>Pictures.</summary>
    public string Media => In("media");

    /// <summary>What happened, in words.</summary>
    public string Log => In("run.log");

    /// <summary>Held open by the one process that may run here.</summary>
    public string Lock => In("run.lock");

    /// <inheritdoc/>
    public override string ToString() => Path;

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
