using AkkaDreamer.Environments;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

public sealed class CounterTests
{
    private const int T = 200;

    [Fact]
    public void A_stream_as_it_was_lived_has_no_fault() => Assert.Empty(Check(Live(1)));

    [Fact]
    public void A_stream_that_a_crash_cut_has_no_fault_when_the_cut_is_an_end_without_terminal()
    {
        var stream = Live(1);
        var cut = Array.FindIndex(stream.First, 5, flag => flag == 1) + 3; // the second episode is cut at its step 3 ...
        var next = Array.FindIndex(stream.First, cut, flag => flag == 1);
        stream.Move(next, cut + 1); // ... and the third follows
        stream.Last[cut] = 1;
        Assert.Empty(Check(stream, T - (next - cut - 1)));
    }

    [Fact]
    public void A_step_that_was_dropped_is_found()
    {
        var stream = Live(2);
        stream.Move(4, 3);
        Assert.Contains(Check(stream, T - 1), fault => fault.Contains("dropped"));
    }

    [Fact]
    public void A_step_that_was_repeated_is_found()
    {
        var stream = Live(2);
        stream.Move(3, 4);
        Assert.Contains(Check(stream, T - 1), fault => fault.Contains("repeated"));
    }

    [Fact]
    public void Episodes_that_were_spliced_are_found()
    {
        var stream = Live(3);
        var second = Array.FindIndex(stream.First, 1, flag => flag == 1);
        stream.Last[second - 1] = 0;
        var faults = Check(stream);
        Assert.Contains(faults, fault => fault.Contains("without an end") || fault.Contains("IsLast is 0"));
    }

    [Fact]
    public void Rewards_actions_and_returns_that_belong_elsewhere_are_found()
    {
        var stream = Live(4);
        stream.Rewards[2] += 1;
        Assert.Contains(Check(stream), fault => fault.Contains("reward"));

        stream = Live(4);
        var third = stream.Actions.AsSpan(3 * 3, 3);
        third.Reverse();
        if (third[1] == 1) (third[0], third[1]) = (1, 0);
        Assert.Contains(Check(stream), fault => fault.Contains("echoes"));

        stream = Live(4);
        stream.Terminal[2] = 1;
        Assert.Contains(Check(stream), fault => fault.Contains("leaks"));

        stream = Live(4);
        stream.Observations[(2 * Counter.Width) + 1] += 1;
        Assert.Contains(Check(stream), fault => fault.Contains("checksum"));
    }

    [Fact]
    public void Episodes_vary_in_length_and_in_how_they_end()
    {
        var lengths = Enumerable.Range(0, 500).Select(seed => Counter.LengthOf((ulong)seed)).Distinct().ToArray();
        Assert.Equal((5, 40), (lengths.Min(), lengths.Max()));
        Assert.InRange(Enumerable.Range(0, 500).Count(seed => Counter.EndsForGood((ulong)seed)), 200, 300);
    }

    private static System.Collections.Immutable.ImmutableArray<string> Check(Stream stream, int length = T) => CounterCheck.Faults(
        1, length, stream.Observations[..(length * Counter.Width)], stream.Actions[..((length + 1) * 3)], stream.Rewards[..length], stream.First[..length], stream.Last[..length], stream.Terminal[..length]);

    private static Stream Live(ulong seed)
    {
        using var environment = TaskCatalog.Open("counter", new TaskOptions());
        var random = new EpisodeRandom(seed);
        var stream = new Stream(new float[T * Counter.Width], new float[(T + 1) * 3], new float[T], new byte[T], new byte[T], new byte[T]);
        EnvironmentStep? step = null;
        for (var t = 0; t < T; t++)
        {
            var action = new float[3];
            if (step is null || step.IsLast) step = environment.Reset(random.NextUInt64());
            else step = environment.Step(action = ActionVector.OneHot(random.NextInt32(3), 3));
            ((float[])step.Observation.Arrays[0]).CopyTo(stream.Observations, t * Counter.Width);
            action.CopyTo(stream.Actions, t * 3);
            stream.Rewards[t] = step.Reward;
            (stream.First[t], stream.Last[t], stream.Terminal[t]) = ((byte)(step.IsFirst ? 1 : 0), (byte)(step.IsLast ? 1 : 0), (byte)(step.IsTerminal ? 1 : 0));
        }

        return stream;
    }

    private sealed record Stream(float[] Observations, float[] Actions, float[] Rewards, byte[] First, byte[] Last, byte[] Terminal)
    {
        /// <summary>Moves everything from step <paramref name="from"/> on to step <paramref name="to"/>.</summary>
        public void Move(int from, int to)
        {
            foreach (var (array, width) in new (Array, int)[] { (Observations, Counter.Width), (Actions, 3), (Rewards, 1), (First, 1), (Last, 1), (Terminal, 1) })
                Array.Copy(array, from * width, array, to * width, (T - Math.Max(from, to)) * width);
        }
    }
}
