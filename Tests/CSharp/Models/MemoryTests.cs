using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using Xunit;
using static AkkaDreamer.Tests.Models.TestAgents;

namespace AkkaDreamer.Tests.Models;

/// <summary>Memory of the whole process: run while nothing else runs in it.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    [Theory]
    [InlineData("dreamer-v3")]
    [InlineData("twm")]
    public void A_thousand_updates_leave_memory_as_it_was(string name)
    {
        IAgent agent = name == "twm" ? TwmAgents.Create("vector") : Create(Generation.V2024, VectorDiscrete);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        var batch = Random(agent.Spaces, 0);
        for (var update = 0; update < 300; update++) Update(agent, model, behaviour, batch);
        var before = Settled();
        for (var update = 0; update < 1000; update++) Update(agent, model, behaviour, batch);
        var grown = Settled() - before;
        Assert.True(grown < 24L << 20, $"Resident memory grew by {grown >> 20} MiB over 1000 updates.");
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }
}
