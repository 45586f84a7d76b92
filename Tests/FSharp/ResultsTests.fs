/// From what was played to tables, without any run.
module AkkaDreamer.Tests.FSharp.ResultsTests

open AkkaDreamer.Experiments
open AkkaDreamer.Experiments.Statistics
open Xunit

let private noisy =
    { experiment "noisy" "" with
        Agents = [ named "dreamer-v3" []; named "dreamer-v3" [ "dreamer.agent.generation" => "v2023" ] |> called "older" ]
        Tasks = [ for sigma in [ 0; 10 ] -> named "catch" [ "dreamer.task.noise" => sigma ] |> called $"sigma {sigma}" ]
        Conditions = [ for sigma in [ 0; 10 ] -> named $"sigma {sigma}" [ "dreamer.task.noise" => sigma ] ]
        Seeds = [ 0L; 1L ]
        Budgets = [ 100L ]
        Episodes = 4 }

let private run agent task condition seed returns =
    { Agent = agent; Task = task; Condition = condition; Seed = seed; Budget = 100L; Update = 9L; Seconds = 1.0; Returns = returns; Watched = [] }

let private estimate (row: Entry list) column =
    match row[column] with
    | Estimate interval -> interval
    | other -> failwith $"{other} is no estimate"

[<Fact>]
let ``A grid has what an agent was trained with in rows and what it was evaluated with in columns`` () =
    let results =
        [ run "dreamer-v3" "sigma 0" "sigma 0" 0L [| 1.0; 1.0; 1.0; 1.0 |]
          run "dreamer-v3" "sigma 0" "sigma 0" 1L [| 1.0; 1.0; 1.0; 1.0 |]
          run "dreamer-v3" "sigma 0" "sigma 10" 0L [| 1.0; -1.0; 1.0; -1.0 |]
          run "dreamer-v3" "sigma 10" "sigma 10" 0L [| -1.0; -1.0; -1.0; -1.0 |]
          run "older" "sigma 0" "sigma 0" 0L [| 0.5 |] ]
    let grid = Results.grid noisy 100L "dreamer-v3" results
    Assert.Equal<string list>([ "trained with"; "sigma 0"; "sigma 10" ], grid.Columns)
    Assert.Equal({ Estimate = 1.0; Low = 1.0; High = 1.0 }, estimate grid.Rows.[0] 1)
    let doubtful = estimate grid.Rows.[0] 2
    Assert.True(doubtful.Estimate = 0.0 && doubtful.Low < -0.4 && doubtful.High > 0.4, $"{doubtful}")
    Assert.Equal(Nothing, grid.Rows[1][1])
    Assert.Equal(-1.0, (estimate grid.Rows.[1] 2).Estimate)

[<Fact>]
let ``Aggregates wait until every task has a run, and then count a task under each condition as one`` () =
    let some = [ for seed in [ 0L; 1L ] do for task in [ "sigma 0"; "sigma 10" ] -> run "older" task "sigma 0" seed [| 1.0; 0.2 |] ]
    let row results = (Results.aggregates noisy (Results.scoresOf noisy) 100L results |> List.head |> snd).Rows[1]
    Assert.Equal<Entry list>([ Words "older"; Words "not finished"; Nothing; Nothing; Nothing; Nothing ], row some)
    let all = some @ [ for run in some -> { run with Condition = "sigma 10"; Returns = [| -0.6 |] } ]
    Assert.Equal(Count 8L, List.item 1 (row all))
    Assert.Equal(0.375, (estimate (row all) 2).Estimate, 9) // catch: random play -0.6, solved 1; (0.6 + 0.6) / 1.6 = 0.75 and 0

[<Fact>]
let ``Reference scores of the experiment give human- and record-normalised tables, clipped at the record`` () =
    let atari =
        { noisy with
            Agents = [ named "dreamer-v3" [] ]
            Tasks = [ named "atari:pong" []; named "atari:alien" [] ]
            Conditions = [] }
    let known = { atari with Scores = AtariScores.among atari.Tasks }
    let results = [ run "dreamer-v3" "atari:pong" "as trained" 0L [| 21.0 |]; run "dreamer-v3" "atari:alien" "as trained" 0L [| 503603.0 |] ]
    let tables = Results.aggregates known (Results.scoresOf known) 100L results
    Assert.Equal<string list>([ "human-normalised"; "record-normalised"; "clipped record-normalised" ], tables |> List.map fst)
    let mean (table: Table) = table.Rows[0] |> List.item 2 // one run a task: no interval
    let expected = [ (42.0 / 36.0 + 503374.0 / 6899.0) / 2.0; 1.5; 1.0 ] // 1.5: the record, and twice as far above random play as the record
    for value, (_, table) in List.zip expected tables do
        match mean table with
        | Number found -> Assert.Equal(value, found, 9)
        | other -> Assert.Fail $"{other} is no number"
    let perTask = Results.perTask known (Results.scoresOf known) 100L "as trained" results
    Assert.Equal<Entry list>([ Words "atari:pong"; Number -21.0; Number 15.0; Number 21.0; Estimate { Estimate = 21.0; Low = 21.0; High = 21.0 } ], perTask.Rows[0])
