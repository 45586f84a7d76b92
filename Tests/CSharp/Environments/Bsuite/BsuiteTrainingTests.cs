using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Bsuite;

public sealed class BsuiteTrainingTests
{
    [Theory]
    [InlineData("bsuite:memory-chain", 1000, "task.memory-chain.length=5")]
    [InlineData("bsuite:deep-sea", 3000, "task.deep-sea.size=6")]
    public async Task Dreamer_trains_on_bsuite(string task, int steps, string size) => Assert.InRange((await SmallTraining.Run(task, steps, size)).Evaluation!.Value, -1, 1);
}
