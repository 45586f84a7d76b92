using AkkaDreamer.Models.Native;
using TorchSharp;
using Xunit;

namespace AkkaDreamer.Tests.Models;

/// <summary>Each thread keeps the share that it took, whatever others take.</summary>
public sealed class ComputeThreadsTests
{
    [Fact]
    public void A_share_taken_by_one_thread_is_not_lost_when_another_takes_a_different_one_before_the_first_product()
    {
        using var taken = new ManualResetEventSlim();
        using var other = new ManualResetEventSlim();
        var seen = 0;
        var first = new Thread(() =>
        {
            ComputeThreads.Use(2);
            taken.Set();
            other.Wait();
            using var product = torch.ones(8, 8).mm(torch.ones(8, 8));
            seen = torch.get_num_threads();
        });
        var second = new Thread(() =>
        {
            taken.Wait();
            ComputeThreads.Use(1);
            other.Set();
        });
        first.Start();
        second.Start();
        first.Join();
        second.Join();
        Assert.Equal(2, seen);
    }
}
