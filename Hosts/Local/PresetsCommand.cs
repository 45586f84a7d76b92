using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;
using Spectre.Console;

namespace AkkaDreamer.Hosts.Local;

/// <summary>Lists presets and options, or what one preset sets. Everything is read from the option records and akka.hocon.</summary>
internal static class PresetsCommand
{
    public static int Run(Terminal terminal, string? name)
    {
        var reader = new ConfigurationReader(ConfigurationReader.DefaultFile);
        if (name is null) ListAll(terminal, reader);
        else ListOne(terminal, reader, name);
        return ExitCode.Done;
    }

    private static void ListAll(Terminal terminal, ConfigurationReader reader)
    {
        foreach (var kind in Preset.Kinds.Where(kind => reader.Presets.Any(preset => preset.Kind == kind)))
        {
            var table = new Table().Border(TableBorder.Simple).AddColumn($"{kind} preset").AddColumn("what it means");
            if (kind == "agent") table.AddColumn("takes").AddColumn("sizes");
            foreach (var preset in reader.Presets.Where(preset => preset.Kind == kind))
                table.AddRow([.. ((string[])[preset.Name, preset.Help, .. kind == "agent" ? Reach(AgentCatalog.Find(preset.Name)) : []]).Select(Markup.Escape)]);
            terminal.Out.Write(table);
        }

        var configuration = reader.Fresh([]);
        var options = new Table().Border(TableBorder.Simple).AddColumn("option").AddColumn("value").AddColumn("what it means").AddColumn("allowed");
        foreach (var option in OptionDescription.Of(configuration, "dreamer"))
            options.AddRow(Markup.Escape(option.Key), Markup.Escape(OptionText.Format(option.Value)), Markup.Escape(option.Help), Markup.Escape(option.Allowed));
        terminal.Say($"Options, with the values of a run without arguments ({configuration.Run.Agent}, {configuration.Run.Size}, {configuration.Run.Task}). 'presets NAME' says what one preset sets.");
        terminal.Out.Write(options);
    }

    private static string[] Reach(AgentDescription agent) => [agent.Reach.ToString(), string.Join(", ", agent.Sizes)];

    private static void ListOne(Terminal terminal, ConfigurationReader reader, string name)
    {
        var found = reader.Presets.Where(preset => preset.Name == name).ToArray();
        if (found.Length == 0)
        {
            var nearest = NearestName.Of(name, reader.Presets.Select(preset => preset.Name));
            throw new ConfigurationException($"There is no preset '{name}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")} 'presets' lists them.");
        }

        foreach (var preset in found)
        {
            terminal.Say($"{preset.Kind} preset '{preset.Name}': {preset.Help}{(preset.Kind == "agent" ? "" : $" With {Base(reader, preset).Agent}:")}");
            foreach (var (key, value) in Sets(reader, preset)) terminal.Say($"  {key} = {value}");
            foreach (var line in Elsewhere(preset, Base(reader, preset))) terminal.Say($"  {line}");
        }
    }

    // What akka.hocon writes under the name; before it, of an agent preset every option of the agent, of others what differs from one preset of the kind to another (agents work sizes out themselves).
    private static IEnumerable<(string Key, string Value)> Sets(ConfigurationReader reader, Preset preset)
    {
        var run = Base(reader, preset);
        var written = preset.For(run.Agent, run.Size).Select(setting => setting.Key).ToHashSet();
        var own = Options(reader, preset, run);
        if (preset.Kind == "agent") return own.Where(option => option.Key.StartsWith("dreamer.agent.", StringComparison.Ordinal) || written.Contains(option.Key));
        var others = reader.Presets.Where(other => other.Kind == preset.Kind && (preset.Kind != "size" || AgentCatalog.Find(run.Agent).Sizes.Contains(other.Name))).Select(other => Options(reader, other, run).ToHashSet()).ToArray();
        return own.Where(option => option.Key != $"dreamer.run.{preset.Kind}" && (others.Any(other => !other.Contains(option)) || written.Contains(option.Key)));
    }

    // Agent and size that a preset is shown for: those of a run without arguments, or, where these do not go with it, the first agent of that size.
    private static RunOptions Base(ConfigurationReader reader, Preset preset)
    {
        var run = reader.Fresh([]).Run;
        if (preset.Kind == "agent") return run with { Agent = preset.Name };
        if (preset.Kind != "size") return run;
        var agent = AgentCatalog.Find(run.Agent).Sizes.Contains(preset.Name) ? run.Agent : AgentCatalog.All.First(agent => agent.Sizes.Contains(preset.Name)).Name;
        return run with { Agent = agent, Size = preset.Name };
    }

    // What it sets for other agents and sizes.
    private static IEnumerable<string> Elsewhere(Preset preset, RunOptions run) =>
        from part in preset.Parts
        where !part.Holds(run.Agent, run.Size)
        from setting in part.Settings
        select $"{(part.Agent is null ? "" : $"at agent {part.Agent}, ")}{(part.Size is null ? "" : $"at size {part.Size}, ")}{setting.Key} = {setting.Text}";

    private static (string Key, string Value)[] Options(ConfigurationReader reader, Preset preset, RunOptions run) =>
        [.. OptionDescription.Of(reader.Fresh([PlainTask(reader), Choice("agent", run.Agent), .. preset.Kind == "family" ? preset.For(run.Agent, run.Size) : [Choice(preset.Kind, preset.Name)]]), "dreamer").Select(option => (option.Key, OptionText.Format(option.Value)))];

    // The presets of a task and of its family are laid over agent and size, so these are shown on a task that has none.
    private static Setting PlainTask(ConfigurationReader reader)
    {
        var plain = TaskCatalog.All.First(task => task.Family is null && !reader.Presets.Any(preset => preset.Kind == "task" && preset.Name == task.Name));
        return Choice("task", plain.Name);
    }

    private static Setting Choice(string kind, string name) => new(["dreamer", "run", kind], [name], false, "presets");
}
