namespace AkkaDreamer.Experiments

open System
open System.Threading
open System.Threading.Tasks
open AkkaDreamer.Actors
open AkkaDreamer.Actors.Configuration
open AkkaDreamer.Actors.Run
open AkkaDreamer.Hosts

/// Trains and evaluates the cells that are not finished, one after the other, each with every core. A cell is finished by what its run folder says, so the same call goes on wherever the last one was stopped.
module Runner =
    let private texts (settings: (string * string) list) = [| for key, value in settings -> $"{key}={value}" |]

    /// Whether these episodes were played before.
    let private holds (experiment: Experiment) budget (condition: Variant) (played: Evaluation) =
        played.Budget = budget && played.Condition = condition.Label && played.Settings = texts condition.Settings && played.Returns.Length = experiment.Episodes

    let private missing experiment budget (cell: Cell) (file: CellFile) =
        cell.Conditions |> List.filter (fun (condition, _) -> not (file.Evaluations |> Array.exists (holds experiment budget condition)))

    /// Whether nothing of a cell is left to be done.
    let isFinished (experiment: Experiment) (cell: Cell) =
        let file = CellFile.read cell.Folder
        experiment.Budgets |> List.forall (fun budget -> (missing experiment budget cell file).IsEmpty)

    let private train (terminal: Terminal) (cell: Cell) (budget: int64) (stop: CancellationToken) =
        task {
            stop.ThrowIfCancellationRequested()
            let steps = ConfigurationReader.Parse $"dreamer.run.steps={budget}"
            let setup = ConfigurationReader(ConfigurationReader.DefaultFile).Resolve([| yield! cell.Settings; steps |], cell.Folder)
            use training = HostedRun.Start setup
            use _ = stop.Register(fun () -> training.Stop "interrupted")
            let! outcome = HostedRun.ShowAsync(terminal, setup, training, (fun () -> stop.IsCancellationRequested))
            if outcome.End <> RunEnd.Stopped then
                CellFile.write cell.Folder { CellFile.read cell.Folder with Trained = budget; Updates = outcome.Updates; Seconds = training.View.Seconds }
        }

    let private play (experiment: Experiment) (cell: Cell) budget (stop: CancellationToken) =
        use policy = Policy.Load cell.Folder.Path
        for condition, options in missing experiment budget cell (CellFile.read cell.Folder) do
            let played =
                {
                    Budget = budget
                    Condition = condition.Label
                    Settings = texts condition.Settings
                    Update = policy.Update
                    Returns = policy.Play(experiment.Episodes, options, stop)
                }
            let file = CellFile.read cell.Folder
            let others = file.Evaluations |> Array.filter (fun other -> other.Budget <> budget || other.Condition <> condition.Label)
            CellFile.write cell.Folder { file with Evaluations = Array.append others [| played |] }

    let private finish (terminal: Terminal) (experiment: Experiment) (cell: Cell) (stop: CancellationToken) =
        task {
            for budget in experiment.Budgets do
                let file = CellFile.read cell.Folder
                if not (missing experiment budget cell file).IsEmpty then
                    if file.Trained > budget then
                        raise (CommandFailedException $"{cell.Name} was trained to {file.Trained} steps and can no longer be evaluated at {budget}; give --steps {file.Trained}, or another --out")
                    if file.Trained < budget then do! train terminal cell budget stop
                    stop.ThrowIfCancellationRequested()
                    play experiment cell budget stop
        }

    /// How many cells were found finished or were finished, and a line for each that failed; the others are made all the same. Stops in order, with a checkpoint, when told to.
    let run (terminal: Terminal) (experiment: Experiment) (cells: Cell list) (stop: CancellationToken) =
        task {
            let failures = ResizeArray<string>()
            let mutable finished = 0
            try
                for number, cell in List.indexed cells do
                    stop.ThrowIfCancellationRequested()
                    try
                        if isFinished experiment cell then
                            terminal.Say $"[{number + 1}/{cells.Length}] {cell.Name}: finished before"
                        else
                            terminal.Say $"[{number + 1}/{cells.Length}] {cell.Name}, in {cell.Folder}"
                            do! finish terminal experiment cell stop
                        finished <- finished + 1
                    with
                    | :? OperationCanceledException -> stop.ThrowIfCancellationRequested()
                    | :? ConfigurationException as refused -> raise refused
                    | fault ->
                        failures.Add $"{cell.Name}: {HostProgram.Explain fault}"
                        terminal.Say failures[failures.Count - 1]
            with :? OperationCanceledException when stop.IsCancellationRequested -> ()
            return finished, List.ofSeq failures
        }
