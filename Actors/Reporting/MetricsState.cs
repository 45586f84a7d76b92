using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>
/// Reports folded into what metrics.jsonl and the view show. Changed by functions: <see cref="Take"/> for a report, <see cref="Line"/> for the numbers of the next line.
/// Between two lines, a number reported several times is written as its mean.
/// </summary>
public sealed record MetricsState
{
    private const int MostReturns = 100;

    /// <summary>What the view shows.</summary>
    public RunView View { get; init; } = RunView.Empty;

    private ImmutableSortedDictionary<string, (double Sum, long Count)> Means { get; init; } = ImmutableSortedDictionary<string, (double, long)>.Empty;

    private (double Seconds, long Steps, long Updates)? LastLine { get; init; }

    /// <summary>A run that has already gone on for so many seconds.</summary>
    public static MetricsState Resume(double seconds) => new() { View = RunView.Empty with { Seconds = seconds } };

    /// <summary>Takes a report; gives the numbers of a line that must be written at once (an episode, an evaluation), or none.</summary>
    public (MetricsState Next, ImmutableArray<KeyValuePair<string, double>> Now) Take(IReport report) => report switch
    {
        Report values => (this with { Means = values.Values.Aggregate(Means, Add), View = View with { Updates = Math.Max(View.Updates, values.Update ?? 0) } }, []),
        Progress progress => (this with
        {
            LastLine = LastLine ?? (View.Seconds, progress.Steps, progress.Updates),
            View = View with
            {
                Steps = progress.Steps,
                Frames = progress.Frames,
                Updates = progress.Updates,
                HeldSteps = progress.HeldSteps,
                HeldBytes = progress.HeldBytes,
                TrainRatio = progress.TrainRatio,
            },
        }, []),
        EpisodeFinished episode => (this with { View = View with { Episodes = View.Episodes + 1, RecentReturns = Push(View.RecentReturns, episode.Return) } },
            [new("episode/return", episode.Return), new("episode/length", episode.Length)]),
        EvaluationFinished { Returns.IsEmpty: false } evaluation => (this with { View = View with { Evaluations = View.Evaluations.Add((evaluation.Step, evaluation.Returns.Average())) } },
            [new("eval/return", evaluation.Returns.Average()), new("eval/episodes", evaluation.Returns.Length)]),
        FaultSeen fault => (this with { View = View with { Faults = View.Faults.SetItem(fault.Class, View.Faults.GetValueOrDefault(fault.Class) + 1), LastFault = $"{fault.Source}: {fault.Line}" } }, []),
        Waiting { For: null } over => (this with { View = View with { Waits = View.Waits.Remove(over.Source) } }, []),
        Waiting wait => (this with { View = View with { Waits = View.Waits.SetItem(wait.Source, wait.For!) } }, []),
        PhaseSeen phase => (this with { View = View with { Phase = phase.Phase } }, []),
        _ => (this, []),
    };

    /// <summary>Time passed.</summary>
    public MetricsState At(double seconds) => this with { View = View with { Seconds = seconds } };

    /// <summary>The numbers of the line that is due, and the state from which the next one is gathered.</summary>
    public (MetricsState Next, ImmutableArray<KeyValuePair<string, double>> Values) Line()
    {
        var means = Means.ToImmutableSortedDictionary(mean => mean.Key, mean => mean.Value.Sum / mean.Value.Count);
        var values = means.ToBuilder();
        var view = View;
        if (LastLine is { } last && View.Seconds > last.Seconds)
        {
            view = view with
            {
                StepsPerSecond = Math.Max(0, View.Steps - last.Steps) / (View.Seconds - last.Seconds),
                UpdatesPerSecond = Math.Max(0, View.Updates - last.Updates) / (View.Seconds - last.Seconds),
            };
            values["rate/env_steps_per_second"] = view.StepsPerSecond;
            values["rate/updates_per_second"] = view.UpdatesPerSecond;
        }

        values["replay/train_ratio"] = View.TrainRatio;
        values["replay/steps"] = View.HeldSteps;
        values["replay/bytes"] = View.HeldBytes;
        foreach (var (name, count) in View.Faults) values[$"fault/{name}"] = count;
        var next = this with
        {
            Means = Means.Clear(),
            LastLine = (View.Seconds, View.Steps, View.Updates),
            View = view with { Values = View.Values.SetItems(means) },
        };
        return (next, [.. values]);
    }

    private static ImmutableSortedDictionary<string, (double Sum, long Count)> Add(ImmutableSortedDictionary<string, (double Sum, long Count)> means, KeyValuePair<string, double> value)
    {
        var (sum, count) = means.GetValueOrDefault(value.Key);
        return means.SetItem(value.Key, (sum + value.Value, count + 1));
    }

    private static ImmutableQueue<double> Push(ImmutableQueue<double> returns, double value)
    {
        returns = returns.Enqueue(value);
        return returns.Count() > MostReturns ? returns.Dequeue() : returns;
    }
}
