namespace AkkaDreamer.Experiments

open System
open System.IO
open AkkaDreamer.Actors.Acting
open AkkaDreamer.Actors.Configuration
open AkkaDreamer.Environments

/// One run of an experiment.
type Cell =
    {
        Agent: Variant
        Task: Variant
        Seed: int64
        Folder: RunFolder
        /// What is set over the presets, budget left out.
        Settings: Setting list
        /// The options of its task under each condition, as trained first when there are none.
        Conditions: (Variant * TaskOptions) list
    }

    member cell.Name = $"{cell.Agent.Label} on {cell.Task.Label}, seed {cell.Seed}"

/// Turns an experiment into cells. Whatever is wrong with any of them is refused here, before anything starts, with ConfigurationException and one line.
module Plan =
    /// What is trained and played when nothing else is asked for.
    let asTrained = named "as trained" []

    /// The conditions of an experiment, of which there is always one.
    let conditions (experiment: Experiment) = if experiment.Conditions.IsEmpty then [ asTrained ] else experiment.Conditions

    let private refuse (line: string) = raise (ConfigurationException line)

    /// A label as the name of a folder or file.
    let folderName (label: string) =
        String(label.ToCharArray() |> Array.map (fun letter -> if Char.IsAsciiLetterOrDigit letter || letter = '-' || letter = '.' then Char.ToLowerInvariant letter else '-'))

    let private check (experiment: Experiment) =
        let few what (list: 'a list) = if list.IsEmpty then refuse $"experiment '{experiment.Name}' has no {what}"

        let distinct what (labels: string list) =
            match labels |> List.countBy folderName |> List.tryFind (fun (_, count) -> count > 1) with
            | Some(label, _) -> refuse $"experiment '{experiment.Name}' has two {what} called '{label}'; give one another name with called"
            | None -> ()

        few "agents" experiment.Agents
        few "tasks" experiment.Tasks
        few "seeds" experiment.Seeds
        few "budgets" experiment.Budgets
        distinct "agents" (experiment.Agents |> List.map _.Label)
        distinct "tasks" (experiment.Tasks |> List.map _.Label)
        distinct "conditions" (experiment.Conditions |> List.map _.Label)
        distinct "seeds" (experiment.Seeds |> List.map string)
        if experiment.Budgets.Head < 1L || experiment.Budgets <> (experiment.Budgets |> List.distinct |> List.sort) then
            refuse $"experiment '{experiment.Name}': budgets are decisions of the agent, 1 or more, ascending"
        if experiment.Episodes < 1 then refuse $"experiment '{experiment.Name}' evaluates {experiment.Episodes} episodes; allowed is 1 or more"
        for label in experiment.Scores.Keys do
            if not (experiment.Tasks |> List.exists (fun task -> task.Label = label)) then refuse $"experiment '{experiment.Name}' has scores for '{label}', which is none of its tasks"

    // Where a setting stands is said by the experiment, not by a command line.
    let private setting whose (key: string, value: string) =
        let parsed = ConfigurationReader.Parse $"{key}={value}"
        Setting(parsed.Path, parsed.Items, parsed.IsList, $"{whose}: {key}={value}")

    let private under (trained: TaskOptions) (condition: Variant) =
        let settings = condition.Settings |> List.map (setting $"condition '{condition.Label}'")
        match settings |> List.tryFind (fun setting -> not (setting.Key.StartsWith "dreamer.task.") || setting.Key = "dreamer.task.observation") with
        | Some setting -> refuse $"condition '{condition.Label}' sets {setting.Key}; evaluations may differ in dreamer.task alone, and not in what is observed"
        | None -> condition, OptionBinder.Bind(trained, "dreamer.task", Setting.Merge settings)

    let private cell (reader: ConfigurationReader) (root: string) (experiment: Experiment) agent task seed =
        let folder = RunFolder(Path.Combine(root, folderName agent.Label, folderName task.Label, $"seed-{seed}"))
        let settings =
            [ "dreamer.run.target-return" => "none" // an experiment spends its budget
              yield! experiment.Settings
              yield! agent.Settings
              yield! task.Settings
              "dreamer.run.agent" => agent.Name
              "dreamer.run.task" => task.Name
              "dreamer.run.seed" => seed ]
            |> List.map (setting $"experiment '{experiment.Name}'")
        if settings |> List.exists (fun setting -> setting.Key = "dreamer.run.steps") then refuse $"experiment '{experiment.Name}' sets dreamer.run.steps; give Budgets"
        let configuration = reader.Resolve(settings, folder).Configuration
        try
            use world = RunWorlds.Open configuration
            AgentCatalog.Create(configuration, AgentSpacesOf.Environment world.Spaces) |> ignore
        with :? ArgumentException as contradiction -> refuse $"{agent.Label} on {task.Label}: {contradiction.Message}"
        {
            Agent = agent
            Task = task
            Seed = seed
            Folder = folder
            Settings = settings
            Conditions = conditions experiment |> List.map (under configuration.Task)
        }

    /// Every cell, seed by seed, so that a whole comparison is there as early as can be.
    let cells (root: string) (experiment: Experiment) =
        check experiment
        for world in experiment.Worlds do TaskCatalog.Register world
        let reader = ConfigurationReader ConfigurationReader.DefaultFile
        [ for seed in experiment.Seeds do
              for task in experiment.Tasks do
                  for agent in experiment.Agents -> cell reader root experiment agent task seed ]
