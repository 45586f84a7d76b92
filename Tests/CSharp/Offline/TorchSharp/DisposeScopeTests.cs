using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AkkaDreamer.Tests.Offline.Tensors;

public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_takes_its_tensors_with_it_and_lets_out_what_was_moved()
    {
        using var outer = NewDisposeScope();
        Tensor inside, moved, detached;
        using (var inner = NewDisposeScope())
        {
            inside = ones(2);
            moved = (inside + 1).MoveToOuterDisposeScope();
            detached = zeros(1).DetachFromDisposeScope();
            Assert.Equal(1, inner.DisposablesCount);
            Assert.Same(inner, CurrentDisposeScope);
        }

        Assert.True(inside.IsInvalid);
        Assert.Equal([2f, 2f], moved.data<float>().ToArray());
        Assert.Equal(1, outer.DisposablesCount);
        Assert.False(detached.IsInvalid);
        outer.Dispose();
        Assert.True(moved.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
        Assert.True(detached.IsInvalid);
    }

    [Fact]
    public void Tensors_move_between_scopes_by_name_and_by_example()
    {
        using var first = NewDisposeScope();
        var example = ones(1);
        using var second = NewDisposeScope();
        var a = ones(1).MoveToOtherDisposeScope(first);
        var b = ones(1).MoveToOtherDisposeScope(example);
        Assert.True(first.Contains(a) && first.Contains(b) && !second.Contains(a));
        first.DisposeEverythingBut(b);
        Assert.True(a.IsInvalid && example.IsInvalid);
        Assert.False(b.IsInvalid);
        second.Attach(b);
        Assert.True(second.Contains(b));
        Assert.Equal(0, first.DisposablesCount);
    }

    [Fact]
    public void A_tensor_that_is_disposed_twice_or_before_its_scope_is_freed_once()
    {
        using var scope = NewDisposeScope();
        var before = Tensor.TotalCount;
        var t = ones(3);
        t.Dispose();
        t.Dispose();
        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal(0, scope.DisposablesCount);
        Assert.Throws<InvalidOperationException>(() => t.sum());
    }

    [Fact]
    public void A_scope_left_out_of_order_does_not_take_the_ones_inside_it()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var t = ones(1);
        outer.Dispose();
        Assert.False(t.IsInvalid);
        Assert.Same(inner, CurrentDisposeScope);
        inner.Dispose();
        Assert.True(t.IsInvalid);
        Assert.NotSame(outer, CurrentDisposeScope);
        Assert.Throws<ObjectDisposedException>(() => outer.DisposablesCount);
    }

    [Fact]
    public void Each_thread_has_scopes_and_statistics_of_its_own()
    {
        using var here = NewDisposeScope();
        var seen = (Count: -1L, Outside: -1L);
        var thread = new Thread(() =>
        {
            Assert.Null(CurrentDisposeScope);
            DisposeScopeManager.Statistics.Reset();
            using var free = ones(1);
            using (NewDisposeScope())
            {
                ones(1).add(1);
                seen.Count = DisposeScopeManager.Statistics.CreatedInScopeCount;
            }

            seen.Outside = DisposeScopeManager.Statistics.CreatedOutsideScopeCount;
            Assert.Equal(1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        });
        thread.Start();
        thread.Join();
        Assert.Equal((2L, 1L), seen);
        Assert.Equal(0, here.DisposablesCount);
    }

    [Fact]
    public void A_parameter_takes_the_place_of_the_tensor_it_is_made_of()
    {
        using var scope = NewDisposeScope();
        var data = ones(2);
        var parameter = nn.Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.True(scope.Contains(parameter));
    }
}
