/// What is wrong with an experiment is said before anything starts.
module AkkaDreamer.Tests.FSharp.PlanTests

open System.IO
open AkkaDreamer.Actors.Configuration
open AkkaDreamer.Experiments
open Xunit

let private sound =
    { experiment "sound" "" with
        Agents = [ named "dreamer-v3" [] ]
        Tasks = [ named "catch" [] ]
        Budgets = [ 100L; 200L ] }

let private refusals: (string * (Experiment -> Experiment)) list =
    [ "has no agents", fun sound -> { sound with Agents = [] }
      "has no tasks", fun sound -> { sound with Tasks = [] }
      "has no seeds", fun sound -> { sound with Seeds = [] }
      "has no budgets", fun sound -> { sound with Budgets = [] }
      "ascending", fun sound -> { sound with Budgets = [ 200L; 100L ] }
      "evaluates 0 episodes", fun sound -> { sound with Episodes = 0 }
      "two agents called 'dreamer-v3'", fun sound -> { sound with Agents = [ named "dreamer-v3" []; named "dreamer-v3" [ "dreamer.agent.image-scale" => 2 ] ] }
      "there is no agent 'dreamer-v9'", fun sound -> { sound with Agents = [ named "dreamer-v9" [] ] }
      "dreamer-v3", fun sound -> { sound with Agents = [ named "twm" [] ]; Tasks = [ named "cartpole-balance" [] ] } // the agents that can
      "There is no task 'cacth'; did you mean 'catch'?", fun sound -> { sound with Tasks = [ named "cacth" [] ] }
      "experiment 'sound': dreamer.replay.bacth=4: there is no option dreamer.replay.bacth; did you mean dreamer.replay.batch?", fun sound -> { sound with Settings = [ "dreamer.replay.bacth" => 4 ] }
      "a key begins with dreamer.", fun sound -> { sound with Settings = [ "replay.batch" => 4 ] }
      "sets dreamer.run.steps; give Budgets", fun sound -> { sound with Settings = [ "dreamer.run.steps" => 4 ] }
      "condition 'dark': dreamer.task.nose=4: there is no option dreamer.task.nose", fun sound -> { sound with Conditions = [ named "dark" [ "dreamer.task.nose" => 4 ] ] }
      "evaluations may differ in dreamer.task alone", fun sound -> { sound with Conditions = [ named "big" [ "dreamer.replay.batch" => 4 ] ] }
      "not in what is observed", fun sound -> { sound with Conditions = [ named "seen" [ "dreamer.task.observation" => "image" ] ] }
      "scores for 'pong', which is none of its tasks", fun sound -> { sound with Scores = Map [ "pong", { Random = 0.0; Human = None; Record = None } ] } ]

let private nowhere = Path.Combine(Path.GetTempPath(), "akkadreamer-tests", "never-made")

[<Fact>]
let ``A wrong experiment is refused with one line that says what to change`` () =
    for expected, spoil in refusals do
        let refused = Assert.Throws<ConfigurationException>(fun () -> Plan.cells nowhere (spoil sound) |> ignore)
        Assert.Contains(expected, refused.Message)
        Assert.DoesNotContain('\n', refused.Message)
    Assert.False(Directory.Exists nowhere)

[<Fact>]
let ``Every agent meets every task with every seed, in a folder of its own, and the nearer setting wins`` () =
    let wide =
        { sound with
            Agents = [ named "dreamer-v3" [ "dreamer.replay.batch" => 5 ]; named "dreamer-v3" [] |> called "Dreamer, plain" ]
            Tasks = [ named "catch" []; named "catch" [ "dreamer.replay.batch" => 6 ] |> called "catch (6)" ]
            Seeds = [ 0L; 3L ]
            Settings = [ "dreamer.replay.batch" => 4 ] }
    let cells = Plan.cells nowhere wide
    Assert.Equal(8, cells.Length)
    Assert.Equal(8, cells |> List.distinctBy _.Folder.Path |> List.length)
    Assert.Contains(cells, fun cell -> cell.Folder.Path = Path.Combine(nowhere, "dreamer--plain", "catch--6-", "seed-3"))
    let batch (cell: Cell) = ConfigurationReader(ConfigurationReader.DefaultFile).Fresh(Array.ofList cell.Settings).Replay.Batch
    Assert.Equal<int list>([ 5; 4; 6; 6 ], cells |> List.filter (fun cell -> cell.Seed = 0L) |> List.map batch)

[<Fact>]
let ``Without conditions there is one: as trained`` () =
    let cell = Plan.cells nowhere { sound with Settings = [ "dreamer.task.noise" => 7 ] } |> List.exactlyOne
    let condition, options = List.exactlyOne cell.Conditions
    Assert.Equal("as trained", condition.Label)
    Assert.Equal(7.0, options.Noise)

[<Fact>]
let ``The experiment of docs/experiments.md is sound`` () =
    let value =
        { experiment "generations" "Which generation of DreamerV3 learns catch in fewer steps?" with
            Agents =
                [ named "dreamer-v3" []
                  named "dreamer-v3" [ "dreamer.agent.generation" => "v2023" ] |> called "dreamer-v3 of 2023" ]
            Tasks = [ named "catch" []; named "catch" [ "dreamer.task.observation" => "image" ] |> called "catch from images" ]
            Seeds = [ 0L .. 4L ]
            Budgets = [ 2000L; 4000L; 8000L ]
            Episodes = 50
            Settings = [ "dreamer.replay.train-ratio" => 32 ] }
    Assert.Equal(20, (Plan.cells nowhere value).Length)

[<Fact>]
let ``Every shipped experiment is sound`` () =
    for shipped in Shipped.All.experiments do
        Assert.Equal(shipped.Agents.Length * shipped.Tasks.Length * shipped.Seeds.Length, (Plan.cells nowhere shipped).Length)
