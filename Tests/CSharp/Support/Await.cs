using System.Diagnostics;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>Waiting for what other processes and threads do.</summary>
public static class Await
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a test waits for anything before it fails.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Waits until something is so; fails with what was expected and what there is when it takes too long, or when <paramref name="isOver"/> says that it cannot come any more.</summary>
    public static async Task Until(Func<Task<bool>> isSo, string what, Func<string> there, Func<bool>? isOver = null)
    {
        using var timer = new PeriodicTimer(Look);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var over = clock.Elapsed > Limit || isOver?.Invoke() == true; // asked first: what it did last counts
            if (await isSo()) return;
            if (over) Assert.Fail($"waited {clock.Elapsed.TotalSeconds:0} s until {what}; there is {there()}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Lets some time pass: a moment drawn by a seed.</summary>
    public static async Task For(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time + TimeSpan.FromMilliseconds(1));
        await timer.WaitForNextTickAsync();
    }
}
