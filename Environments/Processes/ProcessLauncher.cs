using System.Collections.Concurrent;
using System.Diagnostics;

namespace AkkaDreamer.Environments;

/// <summary>
/// Starts every child on one thread that never ends. A child asks the kernel to be killed when its parent is gone (PR_SET_PDEATHSIG), and to Linux the parent is the thread that started it.
/// </summary>
internal static class ProcessLauncher
{
    private static readonly BlockingCollection<Action> Orders = Begin();

    /// <summary>Starts a process; throws what <see cref="Process.Start(ProcessStartInfo)"/> throws.</summary>
    public static Process Start(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Orders.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception fault)
            {
                started.SetException(fault);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Begin()
    {
        var orders = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var order in orders.GetConsumingEnumerable()) order();
        })
        { IsBackground = true, Name = "process launcher" }.Start();
        return orders;
    }
}
