using AkkaDreamer.Actors.Reporting;
using Spectre.Console;

namespace AkkaDreamer.Hosts.Local;

/// <summary>Shows a run until it is over: a live screen in a terminal, a line now and then without one.</summary>
internal sealed class RunDisplay(Terminal terminal, RunScreen screen)
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

    private async Task Lines(Func<RunView> view, Task over)
    {
        using var timer = new PeriodicTimer(BetweenLines);
        var shown = RunView.Empty;
        while (!over.IsCompleted)
        {
            await Task.WhenAny(over, timer.WaitForNextTickAsync().AsTask());
            var now = view();
            if (now == shown) continue;
            terminal.Say($"{DateTime.Now:HH:mm:ss} {screen.Line(now)}");
            shown = now;
        }
    }
}
