namespace AkkaDreamer.Experiments

open AkkaDreamer.Actors.Configuration
open AkkaDreamer.Environments

/// An agent, a task or a condition of an experiment: a name from the catalogs, the name it has in tables and folders, and what it sets over its presets.
type Variant =
    {
        Label: string
        Name: string
        Settings: (string * string) list
    }

/// Scores of others on a task, which put an agent's into proportion (for Atari: random play, a human tester, the record).
type Scores =
    {
        Random: float
        Human: float option
        Record: float option
    }

/// An experiment: every agent on every task with every seed, evaluated at every budget under every condition.
type Experiment =
    {
        Name: string
        /// One line for the list.
        Help: string
        Agents: Variant list
        Tasks: Variant list
        Seeds: int64 list
        /// Decisions of the agent, ascending. A run is evaluated when it reaches each of them and goes on to the next.
        Budgets: int64 list
        /// Whole episodes per evaluation, with the mode of the policy.
        Episodes: int
        /// What differs while evaluating, keys under dreamer.task alone; none: as trained.
        Conditions: Variant list
        /// For every cell. Agents set over these, and tasks over agents.
        Settings: (string * string) list
        /// By label of a task. Tasks without have random play and a solved task from their description.
        Scores: Map<string, Scores>
        /// Numbers of metrics.jsonl (loss/kl) to be shown as curves and, as they were last at each budget, among the runs.
        Watched: string list
        /// Tasks of its own, registered before anything else.
        Worlds: TaskDescription list
    }

[<AutoOpen>]
module Words =
    /// A setting: a key of the configuration and any value that an option may have.
    let (=>) (key: string) (value: 'value) = key, OptionText.Format(box value)

    /// An agent or a task by its name, or a condition by any name, and what it sets.
    let named name settings = { Label = name; Name = name; Settings = settings }

    /// The same under another name in tables and folders.
    let called label (variant: Variant) = { variant with Label = label }

    /// An experiment to be filled in with { ... with ... }: one seed, 10 episodes, evaluated as trained.
    let experiment name help =
        {
            Name = name
            Help = help
            Agents = []
            Tasks = []
            Seeds = [ 0L ]
            Budgets = []
            Episodes = 10
            Conditions = []
            Settings = []
            Scores = Map.empty
            Watched = []
            Worlds = []
        }
