using AkkaDreamer.Actors.Reporting;
using Spectre.Console;

namespace AkkaDreamer.Hosts;

/// <summary>Shows a run until it is over: a live screen in a terminal, a line now and then without one.</summary>
public sealed class RunDisplay(Terminal terminal, RunScreen screen)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(15);

    /// <summary>Returns when <paramref name="over"/> is.</summary>
    public Task ShowAsync(Func<RunView> view, Task over, Func<bool> stopping) => terminal.IsWatched ? Live(view, over, stopping) : Lines(view, over);

    private async Task Live(Func<RunView> view, Task over, Func<bool> stopping) =>
        await terminal.Out.Live(screen.Of(view(), stopping())).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(Refresh);
            while (!over.IsCompleted)
            {
                await Task.WhenAny(over, timer.WaitForNextTickAsync().AsTask());
                live.UpdateTarget(screen.Of(view(), stopping()));
            }
        });

    // A line when the phase changes, when an evaluation is done, and every now and then between.
    private async Task Lines(Func<RunView> view, Task over)
    {
        using var timer = new PeriodicTimer(Refresh);
        var (shown, at) = (RunView.Empty, TimeSpan.Zero);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!over.IsCompleted)
        {
            await Task.WhenAny(over, timer.WaitForNextTickAsync().AsTask());
            var now = view();
            if (now.Phase == shown.Phase && now.Evaluations.Count == shown.Evaluations.Count && clock.Elapsed - at < BetweenLines) continue;
            terminal.Say($"{DateTime.Now:HH:mm:ss} {screen.Line(now)}");
            (shown, at) = (now, clock.Elapsed);
        }
    }
}
