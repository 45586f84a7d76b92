/// Learning curves and performance profiles as PNG pictures.
module AkkaDreamer.Experiments.Pictures

open System.Collections.Immutable
open System.IO
open AkkaDreamer.Actors.Reporting
open AkkaDreamer.Experiments.Statistics

let private palette = [| struct (214uy, 96uy, 60uy); struct (58uy, 110uy, 190uy); struct (60uy, 150uy, 90uy); struct (150uy, 90uy, 170uy); struct (190uy, 150uy, 40uy); struct (90uy, 90uy, 96uy) |]

/// Enough for a smooth edge, few enough to be drawn again at every report.
let private bandRepetitions = 500

let private write (path: string) title x y lines =
    let chart = LineChart.Draw(title, x, y, List.toArray lines)
    PngFile.Write(path, chart.Width, chart.Height, chart.Pixels)
    path

let private line name index (intervals: (float * Interval)[]) =
    let points = ImmutableArray.CreateRange(intervals |> Array.map (fun (x, at) -> struct (x, at.Estimate)))
    let band = ImmutableArray.CreateRange(intervals |> Array.map (fun (x, at) -> struct (x, at.Low, at.High)))
    ChartLine(name, points, palette[index % palette.Length], Band = band)

/// So many points at most in the curve of one run; more become means of stretches.
let private mostPoints = 50

let private thinned (points: seq<struct (float * float)>) =
    let points = Seq.toArray points
    points
    |> Array.chunkBySize (max 1 ((points.Length + mostPoints - 1) / mostPoints))
    |> Array.map (fun some -> struct (some |> Array.averageBy (fun (struct (step, _)) -> step), some |> Array.averageBy (fun (struct (_, value)) -> value)))

/// The returns of one run: its evaluations, or, without any, its training episodes.
let private returns (cell: Cell) =
    let curve = LearningCurve.Read cell.Folder
    if curve.Evaluation.IsEmpty then curve.Training else curve.Evaluation

/// The mean of several runs and its interval over them, wherever all of them have a value.
let private together (curves: struct (float * float)[][]) =
    curves
    |> Array.collect (Array.map (fun (struct (x, _)) -> x))
    |> Array.distinct
    |> Array.sort
    |> Array.choose (fun x ->
        match curves |> Array.choose (fun curve -> interpolate curve x) with
        | values when values.Length = curves.Length -> Some(x, bootstrap 0UL bandRepetitions meanOfTasks [| values |])
        | _ -> None)

/// A picture per task for the returns and for everything that is watched, a line per agent: the mean over seeds and its 95 % interval. Gives the files.
let curves (folder: string) (experiment: Experiment) (cells: Cell list) =
    let shown = ("learning-curve", "mean return of an episode", returns) :: [ for metric in experiment.Watched -> metric, metric, (fun (cell: Cell) -> LearningCurve.Series(cell.Folder, metric)) ]
    [ for name, label, read in shown do
          for task in experiment.Tasks do
              let lines =
                  [ for index, agent in List.indexed experiment.Agents do
                        let curves = [| for cell in cells do if cell.Agent = agent && cell.Task = task then thinned (read cell) |] |> Array.filter (fun curve -> curve.Length > 0)
                        if curves.Length > 0 then line agent.Label index (together curves) ]
              if not lines.IsEmpty then
                  let file = Path.Combine(folder, $"{Plan.folderName name}-{Plan.folderName task.Label}.png")
                  write file $"{experiment.Name}: {task.Label}" "decisions of the agent" label lines ]

/// The share of runs above each normalised score, one line per agent with its 95 % band. Gives the files.
let performanceProfiles (folder: string) (experiment: Experiment) scores budget (results: Result list) =
    [ for scale in Results.scales experiment scores do
          let known = [ for index, agent in List.indexed experiment.Agents do
                            match Results.strata experiment scores scale budget agent.Label results with
                            | Some strata -> index, agent.Label, strata
                            | None -> () ]
          if not known.IsEmpty then
              let highest = known |> List.collect (fun (_, _, strata) -> strata |> Array.concat |> List.ofArray) |> List.max
              let thresholds = Array.init 101 (fun i -> float i / 100.0 * max 1.0 (highest * 1.05))
              let lines = [ for index, label, strata in known -> line label index (Array.zip thresholds (bootstrapAll 0UL bandRepetitions (performanceProfile thresholds) strata)) ]
              let file = Path.Combine(folder, $"performance-profile-{Plan.folderName scale.Title}-{budget}.png")
              write file $"{experiment.Name}: performance profile at {budget} steps" $"score, {scale.Title}" "share of runs above it" lines ]
