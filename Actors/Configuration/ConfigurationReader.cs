using System.Collections.Immutable;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>
/// Lays the layers over each other: the records' defaults, <c>dreamer</c> in akka.hocon, agent preset, size preset, family preset, task preset, command line. Every method throws
/// <see cref="ConfigurationException"/> with one line that names where the value stands.
/// </summary>
public sealed class ConfigurationReader
{
    private readonly ImmutableArray<Setting> file;

    /// <summary>Reads akka.hocon.</summary>
    public ConfigurationReader(string path)
        : this(HoconSettings.ReadFile(path))
    {
    }

    /// <summary>From settings that were read before.</summary>
    public ConfigurationReader(ImmutableArray<Setting> file)
    {
        this.file = file;
        Presets = Preset.In(file);
        var stranger = file.FirstOrDefault(setting => setting.Path[0] is not ("akka" or "dreamer"));
        if (stranger is not null) throw new ConfigurationException($"{stranger.Source}: settings stand under akka or dreamer, not under '{stranger.Path[0]}'");
    }

    /// <summary>All presets of the file.</summary>
    public ImmutableArray<Preset> Presets { get; }

    /// <summary>akka.hocon as it was copied beside the program.</summary>
    public static string DefaultFile => Path.Combine(AppContext.BaseDirectory, "akka.hocon");

    /// <summary>A setting of the command line: <c>dreamer.replay.capacity=2e6</c>. The value may be a list: <c>[1, 2]</c> or <c>1,2</c>.</summary>
    public static Setting Parse(string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? "" : assignment[..equals].Trim();
        if (key.Length == 0) throw new ConfigurationException($"--set {assignment}: write --set key=value, for example --set dreamer.replay.capacity=2e6");
        if (!key.StartsWith("dreamer.", StringComparison.Ordinal) && !key.StartsWith("akka.", StringComparison.Ordinal))
            throw new ConfigurationException($"--set {assignment}: a key begins with dreamer. or akka.; did you mean dreamer.{key}?");
        return new Setting([.. key.Split('.')], [assignment[(equals + 1)..].Trim()], false, $"--set {assignment}");
    }

    /// <summary>
    /// The run that a command line asks for. <paramref name="folder"/>: --run, or null for <c>runs/TASK-AGENT-SIZE-SEED</c> under the current folder. A folder that holds a run is resumed: it keeps
    /// what its config.json says, and <paramref name="commandLine"/> may change only what <see cref="ResumeRule"/> allows.
    /// </summary>
    public RunSetup Resolve(IReadOnlyList<Setting> commandLine, RunFolder? folder)
    {
        var akka = Akka(commandLine);
        if (folder is not null && Holds(folder)) return new RunSetup(folder, Resumed(commandLine, folder), akka, Resumes: true);
        var fresh = Fresh(commandLine);
        folder ??= new RunFolder(Path.Combine("runs", $"{Plain(fresh.Run.Task)}-{fresh.Run.Agent}-{fresh.Run.Size}-seed{fresh.Run.Seed}"));
        return Holds(folder) ? new RunSetup(folder, Resumed(commandLine, folder), akka, Resumes: true) : new RunSetup(folder, fresh, akka, Resumes: false);
    }

    /// <summary>The configuration of a new run.</summary>
    public RunConfiguration Fresh(IReadOnlyList<Setting> commandLine)
    {
        var defaults = file.Where(setting => setting.Path[0] == "dreamer" && (setting.Path.Length < 2 || setting.Path[1] != "presets")).ToArray();
        var line = commandLine.Where(setting => setting.Path[0] == "dreamer").ToArray();
        var choices = Setting.Merge(defaults.Concat(line));
        var run = OptionBinder.Bind(new RunOptions(), "dreamer.run", choices);
        string Source(string kind) => choices.GetValueOrDefault($"dreamer.run.{kind}")?.Source ?? "default";
        var task = CheckTask(run.Task, Source("task"));
        Setting[] layers =
        [
            .. defaults,
            .. Preset.Find(Presets, "agent", run.Agent, Source("agent")).For(run.Agent, run.Size),
            .. Preset.Find(Presets, "size", run.Size, Source("size")).For(run.Agent, run.Size),
            .. Optional("family", task.Family),
            .. Optional("task", task.Name),
            .. line,
        ];
        return Bound(layers, run, task);

        IEnumerable<Setting> Optional(string kind, string? name) => Presets.FirstOrDefault(preset => preset.Kind == kind && preset.Name == name)?.For(run.Agent, run.Size) ?? [];
    }

    /// <summary>What the config.json of a run folder says, defaults where it is silent.</summary>
    public static RunConfiguration Stored(RunFolder folder) => Stored(ConfigurationFile.Read(folder), folder);

    /// <summary>The same, of a run whose task need not be known to this program.</summary>
    public static RunConfiguration Kept(RunFolder folder)
    {
        var settings = ConfigurationFile.Read(folder);
        return Bound(settings, OptionBinder.Bind(new RunOptions(), "dreamer.run", Setting.Merge(settings)), task: null);
    }

    /// <summary>
    /// The run that a learner told this node of. <paramref name="commandLine"/> may change what belongs to this machine (<see cref="ResumeRule"/>): where its interpreter is, where its environments live, its threads.
    /// </summary>
    public static RunConfiguration ForNode(string told, IReadOnlyList<Setting> commandLine)
    {
        var line = commandLine.Where(setting => setting.Path[0] == "dreamer" && !setting.Key.StartsWith("dreamer.cluster.", StringComparison.Ordinal)).ToArray();
        if (line.FirstOrDefault(setting => !ResumeRule.IsFree(setting.Key)) is { } fixedHere) throw new ConfigurationException($"{fixedHere.Source}: {fixedHere.Key} is the learner's to say; a node may set what belongs to its machine (dreamer.cluster, dreamer.threads, dreamer.environment.isolate, dreamer.task.gym.python, ...)");
        Setting[] settings = [.. ConfigurationFile.ReadForNode(told), .. line];
        var run = OptionBinder.Bind(new RunOptions(), "dreamer.run", Setting.Merge(settings));
        return Bound(settings, run, CheckTask(run.Task, "what the learner told"));
    }

    /// <summary>The cluster's options of a process that has no run of its own; its port is any that is free, unless it is set.</summary>
    public ClusterOptions Cluster(IReadOnlyList<Setting> commandLine) =>
        OptionBinder.Bind(new ClusterOptions { Port = 0 }, "dreamer.cluster", Setting.Merge(file.Concat(commandLine).Where(setting => setting.Key.StartsWith("dreamer.cluster.", StringComparison.Ordinal))));

    /// <summary>The <c>akka</c> section of the file with the command line's, resolved, as HOCON text.</summary>
    public string Akka(IReadOnlyList<Setting> commandLine) =>
        HoconSettings.Write(Setting.Merge(file.Concat(commandLine).Where(setting => setting.Path[0] == "akka")).Values.OrderBy(setting => setting.Key, StringComparer.Ordinal));

    // A task's name as a part of a folder's: gym:ALE/Pong-v5 is gym-ALE-Pong-v5.
    private static string Plain(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-'));

    private RunConfiguration Resumed(IReadOnlyList<Setting> commandLine, RunFolder folder)
    {
        var kept = ConfigurationFile.Read(folder).Concat(file.Where(setting => ConfigurationFile.IsSecret(setting.Key))).ToArray();
        var line = commandLine.Where(setting => setting.Path[0] == "dreamer").ToArray();
        var asked = Stored([.. kept, .. line], folder);
        ResumeRule.Check(Stored(kept, folder), asked, Setting.Merge(line), folder);
        return asked;
    }

    private static RunConfiguration Stored(IReadOnlyCollection<Setting> settings, RunFolder folder)
    {
        var run = OptionBinder.Bind(new RunOptions(), "dreamer.run", Setting.Merge(settings));
        return Bound(settings, run, CheckTask(run.Task, folder.Config));
    }

    private static RunConfiguration Bound(IEnumerable<Setting> layers, RunOptions run, TaskDescription? task)
    {
        var settings = Setting.Merge(layers);
        var defaults = new RunConfiguration { Task = task is null ? new TaskOptions() : new TaskOptions { Observation = task.UsuallyObserved }, Agent = Defaults(run, settings) };
        var bound = OptionBinder.Bind(defaults, "dreamer", settings);
        return task is null || task.Observed.Contains(bound.Task.Observation)
            ? bound
            : throw new ConfigurationException($"dreamer.task.observation: the task '{task.Name}' has no observation '{OptionText.Kebab(bound.Task.Observation.ToString())}'; it has {string.Join(", ", task.Observed.Select(kind => OptionText.Kebab(kind.ToString())))}");
    }

    private static object Defaults(RunOptions run, IReadOnlyDictionary<string, Setting> settings)
    {
        var agent = AgentCatalog.Find(run.Agent);
        if (agent.Sizes.Contains(run.Size)) return agent.Defaults(run.Size, settings);
        var others = AgentCatalog.All.Where(other => other.Sizes.Contains(run.Size)).Select(other => other.Name).ToArray();
        throw new ConfigurationException(
            $"{settings.GetValueOrDefault("dreamer.run.size")?.Source ?? "dreamer.run.size"}: {agent.Name} has no size '{run.Size}'; it has {string.Join(", ", agent.Sizes)}{(others.Length == 0 ? "" : $"; agents of that size: {string.Join(", ", others)}")}");
    }

    private static TaskDescription CheckTask(string name, string source)
    {
        try
        {
            return TaskCatalog.Find(name);
        }
        catch (ArgumentException unknown)
        {
            throw new ConfigurationException($"{source}: {unknown.Message}");
        }
    }

    // A folder with anything in it that is not a run of ours is never written to. A start that was refused, or ended before config.json, may have left run.lock, its holder, run.log and an empty journal.
    private static bool Holds(RunFolder folder)
    {
        if (File.Exists(folder.Config)) return true;
        if (File.Exists(folder.Path)) throw new ConfigurationException($"--run {folder}: this is a file; give a folder");
        if (Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path).Any(entry => !IsOfAStart(Path.GetFileName(entry))))
            throw new ConfigurationException($"--run {folder}: the folder is not empty and holds no run (no config.json); give an empty or new folder");
        return false;

        static bool IsOfAStart(string name) => name == "config.json.new" || new[] { "run.l", "journal.db", "journal.json" }.Any(start => name.StartsWith(start, StringComparison.Ordinal));
    }
}
