using AkkaDreamer.Environments;
using AkkaDreamer.Environments.Bsuite;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Bsuite;

public sealed class MemoryChainTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_context_is_shown_first_the_question_last_and_the_answer_pays(int length)
    {
        using var chain = new MemoryChain(new MemoryChainOptions { Length = length, Bits = 3 });
        for (ulong seed = 0; seed < 40; seed++)
        {
            var step = chain.Reset(seed);
            var bits = Seen(step)[2..];
            Assert.All(bits, bit => Assert.Equal(1, Math.Abs(bit)));
            var asked = -1;
            for (var decision = 1; decision <= length; decision++)
            {
                step = chain.Step(ActionVector.OneHot(0, 2));
                Assert.True(step is { Reward: 0, IsLast: false });
                Assert.Equal(1 - ((decision - 1f) / length), Seen(step)[0]);
                Assert.Equal(decision == 1 ? bits : new float[3], Seen(step)[2..]);
                if (decision == length) asked = (int)Seen(step)[1];
            }

            var answer = bits[asked] > 0 ? 1 : 0;
            var wrong = seed % 2 == 1;
            step = chain.Step(ActionVector.OneHot(wrong ? 1 - answer : answer, 2));
            Assert.True(step.IsLast && step.IsTerminal);
            Assert.Equal(wrong ? -1 : 1, step.Reward);
            Assert.Equal(0, Seen(step)[0]);
            Assert.Throws<InvalidOperationException>(() => chain.Step(ActionVector.OneHot(0, 2)));
        }
    }

    [Fact]
    public void Contexts_and_questions_are_drawn_alike()
    {
        using var chain = new MemoryChain(new MemoryChainOptions { Length = 1, Bits = 2 });
        var drawn = Enumerable.Range(0, 800).Select(seed => (Bits: Seen(chain.Reset((ulong)seed)), Asked: Seen(chain.Step(ActionVector.OneHot(0, 2)))[1])).ToArray();
        Assert.All(drawn.GroupBy(one => (one.Bits[2], one.Bits[3], one.Asked)), group => Assert.InRange(group.Count(), 70, 130));
        Assert.Equal(8, drawn.Select(one => (one.Bits[2], one.Bits[3], one.Asked)).Distinct().Count());
    }

    private static float[] Seen(EnvironmentStep step) => (float[])step.Observation.Arrays[0];
}
