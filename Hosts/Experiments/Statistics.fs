/// What runs say about an agent, as Agarwal et al. 2021 ("Deep reinforcement learning at the edge of the statistical precipice") report it. Pure functions; equal seeds give equal intervals.
/// Scores are given as strata: one array per task, one score per run (seed) in it.
module AkkaDreamer.Experiments.Statistics

open System

/// An estimate and its interval.
type Interval = { Estimate: float; Low: float; High: float }

let private fail what = raise (ArgumentException what)

let mean (values: float[]) =
    if values.Length = 0 then fail "There is no mean of no numbers."
    Array.average values

/// The quantile at p in [0, 1] of any numbers, linear between the two nearest.
let quantile (p: float) (values: float[]) =
    if values.Length = 0 then fail "There is no quantile of no numbers."
    if not (p >= 0.0 && p <= 1.0) then fail $"A quantile is asked for at 0 to 1, not at {p}."
    let sorted = Array.sort values
    let at = p * float (sorted.Length - 1)
    let below = int (floor at)
    let above = min (below + 1) (sorted.Length - 1)
    sorted[below] + (at - float below) * (sorted[above] - sorted[below])

/// Sample standard deviation (n - 1); 0 for one number.
let deviation (values: float[]) =
    let centre = mean values
    if values.Length = 1 then 0.0
    else sqrt (values |> Array.sumBy (fun value -> (value - centre) ** 2.0) |> fun sum -> sum / float (values.Length - 1))

/// The mean of the middle half: a quarter of the numbers, rounded down, is left out at either end.
let trimmedMean (values: float[]) =
    let cut = values.Length / 4
    values |> Array.sort |> fun sorted -> sorted[cut .. sorted.Length - 1 - cut] |> mean

/// Mean over tasks of the mean over runs.
let meanOfTasks (strata: float[][]) = strata |> Array.map mean |> mean

/// Median over tasks of the mean over runs.
let medianOfTasks (strata: float[][]) = strata |> Array.map mean |> quantile 0.5

/// Interquartile mean of all runs of all tasks together.
let interquartileMean (strata: float[][]) = strata |> Array.concat |> trimmedMean

/// How far the runs stay below 1 on average; what lies above 1 makes up for nothing. Less is better.
let optimalityGap (strata: float[][]) = 1.0 - (strata |> Array.concat |> Array.map (min 1.0) |> mean)

/// The share of all runs above each threshold.
let performanceProfile (thresholds: float[]) (strata: float[][]) =
    let scores = Array.concat strata
    if scores.Length = 0 then fail "There is no profile of no runs."
    thresholds |> Array.map (fun threshold -> float (scores |> Array.filter (fun score -> score > threshold) |> Array.length) / float scores.Length)

/// splitmix64 (Steele, Lea and Flood 2014), drawn as in Environments.EpisodeRandom.
let private draws (seed: uint64) =
    let random = AkkaDreamer.Environments.EpisodeRandom seed
    fun count -> random.NextInt32 count

/// Resamples: within each task as many runs as it has, with replacement.
let private resamples seed repetitions (strata: float[][]) =
    if strata.Length = 0 || strata |> Array.exists Array.isEmpty then fail "Every task needs a run before it can be drawn from."
    let draw = draws seed
    Array.init repetitions (fun _ -> strata |> Array.map (fun runs -> Array.init runs.Length (fun _ -> runs[draw runs.Length])))

/// How often is resampled unless said otherwise.
let usualRepetitions = 2000

/// The 95 % interval of some statistics by stratified percentile bootstrap: runs are drawn anew within each task. All statistics are of the same resamples.
let bootstrapAll (seed: uint64) repetitions (statistic: float[][] -> float[]) (strata: float[][]) : Interval[] =
    let drawn = resamples seed repetitions strata |> Array.map statistic
    statistic strata
    |> Array.mapi (fun i estimate ->
        let column = drawn |> Array.map (fun row -> row[i])
        { Estimate = estimate; Low = quantile 0.025 column; High = quantile 0.975 column })

/// The 95 % interval of one statistic.
let bootstrap seed repetitions (statistic: float[][] -> float) strata =
    (bootstrapAll seed repetitions (fun drawn -> [| statistic drawn |]) strata)[0]

/// The mean of some numbers with its 95 % interval, the numbers of each stratum drawn anew.
let meanInterval (strata: float[][]) = bootstrap 0UL usualRepetitions meanOfTasks strata

/// (score - random) / (reference - random).
let normalised (random: float) (reference: float) (score: float) =
    if reference = random then fail $"A reference score equal to random play ({random}) cannot normalise anything."
    (score - random) / (reference - random)

/// The value at x of a line through points in order of x; nothing outside of them.
let interpolate (points: struct (float * float)[]) (x: float) =
    match points |> Array.tryFindIndex (fun (struct (px, _)) -> px >= x) with
    | None -> None
    | Some 0 ->
        let struct (px, py) = points[0]
        if px = x then Some py else None
    | Some i ->
        let struct (x0, y0), struct (x1, y1) = points[i - 1], points[i]
        Some(y0 + (x - x0) / (x1 - x0) * (y1 - y0))
