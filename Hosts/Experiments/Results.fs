namespace AkkaDreamer.Experiments

open System
open AkkaDreamer.Actors.Reporting
open AkkaDreamer.Environments
open AkkaDreamer.Experiments.Statistics

/// One run at one budget under one condition.
type Result =
    {
        Agent: string
        Task: string
        Seed: int64
        Budget: int64
        Condition: string
        Update: int64
        /// Of the whole training of that run.
        Seconds: float
        Returns: float[]
        /// What the experiment watches, as it was last at that budget; nothing where the agent has no such number.
        Watched: float option list
    }

    /// The score of the run: the mean return of its episodes.
    member result.Score = mean result.Returns

/// From what the run folders say to tables.
module Results =
    let private lastAt (cell: Cell) budget metric =
        LearningCurve.Series(cell.Folder, metric) |> Seq.filter (fun (struct (step, _)) -> step <= float budget) |> Seq.tryLast |> Option.map (fun (struct (_, value)) -> value)

    /// Everything that was played so far, for the budgets and conditions that the experiment asks for.
    let read (experiment: Experiment) (cells: Cell list) =
        [ for cell in cells do
              let file = CellFile.read cell.Folder
              for played in file.Evaluations do
                  let asked = cell.Conditions |> List.exists (fun (condition, _) -> condition.Label = played.Condition)
                  if asked && played.Returns.Length > 0 && List.contains played.Budget experiment.Budgets then
                      {
                          Agent = cell.Agent.Label
                          Task = cell.Task.Label
                          Seed = cell.Seed
                          Budget = played.Budget
                          Condition = played.Condition
                          Update = played.Update
                          Seconds = file.Seconds
                          Returns = played.Returns
                          Watched = experiment.Watched |> List.map (lastAt cell played.Budget)
                      } ]

    /// One row for every run, budget and condition.
    let runs (experiment: Experiment) (results: Result list) =
        {
            Title = "Every run: mean return of whole episodes"
            Columns = [ "agent"; "task"; "seed"; "budget"; "condition"; "episodes"; "mean"; "deviation"; "update"; "seconds"; yield! experiment.Watched ]
            Rows =
                [ for run in results ->
                      [ yield! [ Words run.Agent; Words run.Task; Count run.Seed; Count run.Budget; Words run.Condition; Count run.Returns.LongLength ]
                        yield! [ Number run.Score; Number(deviation run.Returns); Count run.Update; Number run.Seconds ]
                        for value in run.Watched do yield (match value with Some value -> Number value | None -> Nothing) ] ]
        }

    // The interval of the mean over seeds; with one seed there is none to draw from, and the episodes speak for that one run.
    let private overSeeds (runs: Result list) =
        match runs with
        | [] -> Nothing
        | [ one ] -> Estimate(meanInterval [| one.Returns |])
        | several -> Estimate(meanInterval [| [| for run in several -> run.Score |] |])

    /// Tasks by agents: the mean over seeds with its interval, beside the reference scores.
    let perTask (experiment: Experiment) (scores: string -> Scores) budget condition (results: Result list) =
        let here = results |> List.filter (fun run -> run.Budget = budget && run.Condition = condition)
        let agents = experiment.Agents |> List.map _.Label
        let reference score = match score with Some value -> Number value | None -> Nothing
        {
            Title = $"Mean return per task at {budget} steps, {condition} [95 %% interval over seeds; with one seed, over its episodes]"
            Columns = [ "task"; "random"; "human or solved"; "record"; yield! agents ]
            Rows =
                [ for task in experiment.Tasks ->
                      let known = scores task.Label
                      [ yield! [ Words task.Label; Number known.Random; reference known.Human; reference known.Record ]
                        for agent in agents do yield here |> List.filter (fun run -> run.Agent = agent && run.Task = task.Label) |> overSeeds ] ]
        }

    /// What one agent, trained on each task (rows), does under each condition (columns): means over all episodes, intervals by drawing episodes anew within each run.
    let grid (experiment: Experiment) budget agent (results: Result list) =
        let conditions = Plan.conditions experiment |> List.map _.Label
        let place task condition =
            match results |> List.filter (fun run -> run.Budget = budget && run.Agent = agent && run.Task = task && run.Condition = condition) with
            | [] -> Nothing
            | runs -> Estimate(meanInterval [| for run in runs -> run.Returns |])
        {
            Title = $"{agent} at {budget} steps: trained with (rows), evaluated with (columns) [95 %% interval over {experiment.Episodes} episodes of each run]"
            Columns = "trained with" :: conditions
            Rows = [ for task in experiment.Tasks -> Words task.Label :: [ for condition in conditions -> place task.Label condition ] ]
        }

    /// A way to put scores of different tasks into one number.
    type Scale = { Title: string; Of: Scores -> float -> float }

    /// The scales that the reference scores of all tasks allow.
    let scales (experiment: Experiment) (scores: string -> Scores) =
        let all pick = experiment.Tasks |> List.forall (fun task -> (pick (scores task.Label): float option).IsSome)
        let human = if experiment.Scores.IsEmpty then "normalised by random play and a solved task" else "human-normalised"
        [ if all _.Human then { Title = human; Of = fun known -> normalised known.Random known.Human.Value }
          if all _.Record then
              { Title = "record-normalised"; Of = fun known -> normalised known.Random known.Record.Value }
              { Title = "clipped record-normalised"; Of = fun known -> normalised known.Random known.Record.Value >> min 1.0 } ]

    /// One agent's scores on a scale: a stratum per task and condition, in it a score per run. None as long as a stratum is empty.
    let strata (experiment: Experiment) (scores: string -> Scores) (scale: Scale) budget agent (results: Result list) =
        let strata =
            [| for task in experiment.Tasks do
                   for condition in Plan.conditions experiment ->
                       [| for run in results do
                              if run.Budget = budget && run.Agent = agent && run.Task = task.Label && run.Condition = condition.Label then
                                  scale.Of (scores task.Label) run.Score |] |]
        if strata |> Array.exists Array.isEmpty then None else Some strata

    /// Mean, median, interquartile mean and optimality gap of every agent over all tasks, with stratified bootstrap intervals: a table per scale, under the scale's name.
    let aggregates (experiment: Experiment) (scores: string -> Scores) budget (results: Result list) =
        [ for scale in scales experiment scores ->
              scale.Title,
              {
                  Table.Title = $"All tasks at {budget} steps, {scale.Title} [95 %% stratified bootstrap interval]"
                  Columns = [ "agent"; "scores"; "mean"; "median"; "interquartile mean"; "optimality gap" ]
                  Rows =
                      [ for agent in experiment.Agents do
                            match strata experiment scores scale budget agent.Label results with
                            | None -> [ Words agent.Label; Words "not finished"; Nothing; Nothing; Nothing; Nothing ]
                            | Some strata ->
                                let intervals = bootstrapAll 0UL usualRepetitions (fun drawn -> [| meanOfTasks drawn; medianOfTasks drawn; interquartileMean drawn; optimalityGap drawn |]) strata
                                [ yield! [ Words agent.Label; Count(strata |> Array.sumBy _.LongLength) ]
                                  // With one run a task there is nothing to draw from, and an interval of no width would say that all is known.
                                  for interval in intervals do yield if strata |> Array.forall (fun runs -> runs.Length = 1) then Number interval.Estimate else Estimate interval ] ]
              } ]

    /// The scores that a task is measured by: those that the experiment gives, else its description's.
    let scoresOf (experiment: Experiment) label =
        match experiment.Scores.TryFind label with
        | Some known -> known
        | None ->
            let task = experiment.Tasks |> List.find (fun task -> task.Label = label)
            let description = TaskCatalog.Find task.Name
            if Double.IsNaN description.RandomReturn then { Random = 0.0; Human = None; Record = None }
            else { Random = description.RandomReturn; Human = Some description.SolvedReturn; Record = None }
