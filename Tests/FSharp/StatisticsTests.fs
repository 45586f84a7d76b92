/// The statistics against values that numpy made from the definitions (Golden/make_golden.py), and against what must hold of any.
module AkkaDreamer.Tests.FSharp.StatisticsTests

open System
open System.IO
open System.Text.Json
open AkkaDreamer.Environments
open AkkaDreamer.Experiments.Statistics
open FsCheck
open FsCheck.FSharp
open Xunit

type Case =
    {
        seed: string
        repetitions: int
        strata: float[][]
        point: Map<string, float>
        interval: Map<string, float[]>
        thresholds: float[]
        profile: float[]
        deviation: float[]
        quantiles: float[][]
    }

type Line = { x: float[]; y: float[]; at: float[]; value: float[] }

type Golden = { cases: Case[]; line: Line }

let private golden =
    match JsonSerializer.Deserialize<Golden>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "golden.json"))) with
    | null -> failwith "Golden/golden.json is empty"
    | golden -> golden

let private metrics = [ "mean", meanOfTasks; "median", medianOfTasks; "iqm", interquartileMean; "gap", optimalityGap ]

let private close (expected: float) (found: float) = Assert.True(abs (expected - found) < 1e-9, $"expected {expected}, found {found}")

[<Fact>]
let ``Mean, median, interquartile mean and optimality gap are numpy's`` () =
    for case in golden.cases do
        for name, metric in metrics do close case.point.[name] (metric case.strata)

[<Fact>]
let ``Bootstrap intervals are those of the same draws made in Python`` () =
    for case in golden.cases do
        let together = bootstrapAll (UInt64.Parse case.seed) case.repetitions (fun drawn -> [| for _, metric in metrics -> metric drawn |]) case.strata
        for (name, metric), interval in Seq.zip metrics together do
            let expected = case.interval[name]
            close expected.[0] interval.Low
            close expected.[1] interval.High
            Assert.Equal(interval, bootstrap (UInt64.Parse case.seed) case.repetitions metric case.strata)

[<Fact>]
let ``Performance profiles, deviations and quantiles are numpy's`` () =
    for case in golden.cases do
        Array.iter2 close case.profile (performanceProfile case.thresholds case.strata)
        Array.iter2 close case.deviation (case.strata |> Array.map deviation)
        for pair in case.quantiles do close pair.[1] (quantile pair.[0] (Array.concat case.strata))

[<Fact>]
let ``A line is followed between its points and known nowhere else`` () =
    let points = Array.zip golden.line.x golden.line.y |> Array.map (fun (x, y) -> struct (x, y))
    for at, value in Array.zip golden.line.at golden.line.value do close value (interpolate points at).Value
    Assert.Equal(None, interpolate points (golden.line.x[0] - 0.001))
    Assert.Equal(None, interpolate points (Array.last golden.line.x + 0.001))
    Assert.Equal(None, interpolate [||] 1.0)

[<Fact>]
let ``The interval of a mean of many numbers is the normal one`` () =
    let random = EpisodeRandom 5UL
    let values = Array.init 400 (fun _ -> 3.0 + 2.0 * random.NextNormal())
    let half = 1.96 * deviation values / sqrt 400.0
    let interval = bootstrap 1UL 4000 meanOfTasks [| values |]
    Assert.InRange((interval.High - interval.Low) / (2.0 * half), 0.93, 1.07)
    Assert.InRange(interval.Estimate - interval.Low, 0.85 * half, 1.15 * half)

[<Fact>]
let ``Whatever the scores, an interval lies within them and around its mean`` () =
    let holds (scores: NormalFloat list) =
        scores.IsEmpty
        || (let runs = scores |> List.map (fun score -> score.Get) |> Array.ofList
            let interval = bootstrap 3UL 100 meanOfTasks [| runs |]
            interval.Low >= Array.min runs - 1e-9 * (1.0 + abs (Array.min runs)) && interval.High <= Array.max runs + 1e-9 * (1.0 + abs (Array.max runs)) && interval.Low <= interval.High)
    Check.One(Config.QuickThrowOnFailure.WithReplay(20261120UL, 1UL), holds)

[<Fact>]
let ``Draws stay within their task, so that equal runs of each leave no doubt`` () =
    let interval = bootstrap 1UL 200 meanOfTasks [| [| 1.0; 1.0 |]; [| 5.0; 5.0; 5.0 |] |]
    Assert.Equal({ Estimate = 3.0; Low = 3.0; High = 3.0 }, interval)

[<Fact>]
let ``A score is put into proportion to random play and a reference`` () =
    Assert.Equal(0.5, normalised -0.6 1.0 0.2, 12)
    Assert.Equal(2.0, normalised 10.0 20.0 30.0, 12)
    Assert.Throws<ArgumentException>(fun () -> normalised 1.0 1.0 1.0 |> ignore) |> ignore

[<Fact>]
let ``Nothing is said about no runs`` () =
    for strata in [ [||]; [| [||] |]; [| [| 1.0 |]; [||] |] ] do
        Assert.Throws<ArgumentException>(fun () -> bootstrap 0UL 10 meanOfTasks strata |> ignore) |> ignore
    Assert.Throws<ArgumentException>(fun () -> mean [||] |> ignore) |> ignore
    Assert.Throws<ArgumentException>(fun () -> quantile 1.5 [| 1.0 |] |> ignore) |> ignore
