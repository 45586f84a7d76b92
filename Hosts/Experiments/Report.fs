/// The end of an experiment: tables as text for the terminal, as markdown and CSV in its folder, and pictures.
module AkkaDreamer.Experiments.Report

open System
open System.IO
open System.Text.Json

/// What a folder remembers of the command that made it, so that it can be reported by itself.
type Made =
    {
        Name: string
        Seeds: int64[]
        Budgets: int64[]
    }

let private made folder = Path.Combine(folder, "experiment.json")

/// Notes which experiment a folder holds.
let remember (folder: string) (experiment: Experiment) =
    Directory.CreateDirectory folder |> ignore
    File.WriteAllText(made folder, JsonSerializer.Serialize { Name = experiment.Name; Seeds = Array.ofList experiment.Seeds; Budgets = Array.ofList experiment.Budgets })

/// Which experiment a folder holds; nothing when it holds none.
let recall (folder: string) =
    if File.Exists(made folder) then JsonSerializer.Deserialize<Made>(File.ReadAllText(made folder)) |> Option.ofObj else None

/// Every table of an experiment as far as it got, each with the name of its file.
let tables (experiment: Experiment) (results: Result list) =
    let scores = Results.scoresOf experiment
    [ for budget in experiment.Budgets do
          if results |> List.exists (fun run -> run.Budget = budget) then
              if not experiment.Conditions.IsEmpty then
                  for agent in experiment.Agents do yield $"grid-{Plan.folderName agent.Label}-{budget}", Results.grid experiment budget agent.Label results
              else
                  yield $"tasks-{budget}", Results.perTask experiment scores budget Plan.asTrained.Label results
              for scale, table in Results.aggregates experiment scores budget results do yield $"aggregates-{Plan.folderName scale}-{budget}", table
      yield "runs", Results.runs experiment results ]

/// Writes report.md, one CSV per table and the pictures; gives the text for the terminal, where the single runs are left out.
let write (folder: string) (experiment: Experiment) (cells: Cell list) =
    let results = Results.read experiment cells
    let tables = tables experiment results
    for name, table in tables do File.WriteAllText(Path.Combine(folder, name + ".csv"), Table.csv table)
    let pictures =
        [ yield! Pictures.curves folder experiment cells
          for budget in experiment.Budgets do yield! Pictures.performanceProfiles folder experiment (Results.scoresOf experiment) budget results ]
    let page =
        [ yield! [ $"# {experiment.Name}"; ""; experiment.Help; "" ]
          for _, table in tables do yield Table.markdown table
          for picture in pictures do yield $"![{Path.GetFileNameWithoutExtension picture}]({Path.GetFileName picture})\n" ]
    File.WriteAllText(Path.Combine(folder, "report.md"), String.Join("\n", page))
    String.Join("\n", [ for name, table in tables do if name <> "runs" then Table.text table ])
