using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Bsuite;

public sealed class BsuiteTrainingTests
{
    [Theory]
    [InlineData("bsuite:memory-chain", "task.memory-chain.length=5")]
    [InlineData("bsuite:deep-sea", "task.deep-sea.size=6")]
    public async Task Dreamer_trains_on_bsuite(string task, string size) => Assert.InRange((await SmallTraining.Run(task, 1000, size)).Evaluation!.Value, -1, 1);
}
