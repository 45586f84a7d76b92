using Akka.Actor;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Actors.Serialization;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>The akka section of akka.hocon as a run uses it.</summary>
public sealed class AkkaConfigurationTests : IAsyncLifetime
{
    private readonly RunFolder folder = TestRuns.Folder();
    private ActorSystem system = null!;

    [Fact]
    public void Nothing_is_serialised_by_reflection()
    {
        Assert.IsType<DreamerSerializer>(system.Serialization.FindSerializerFor(new Protocol()));
        Assert.IsType<DreamerSerializer>(system.Serialization.FindSerializerFor(new AkkaDreamer.Actors.Protocol.RequestBatch(1, 1)));
        Assert.IsType<DreamerSerializer>(system.Serialization.FindSerializerFor(new EpochStarted(1, "me", DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public void Every_dispatcher_that_a_run_names_is_there()
    {
        var names = new Dispatchers();
        foreach (var name in new[] { names.Learner, names.Imagination, names.Evaluator, names.Weights, names.Environments, names.Files }) Assert.True(system.Dispatchers.HasDispatcher(name), name);
    }

    [Fact]
    public void Nothing_that_comes_over_the_network_names_a_type_to_be_made()
    {
        foreach (var id in new[] { 1, 3 }) // Akka's JSON serializer, and the one that makes actors
            Assert.ThrowsAny<Exception>(() => system.Serialization.Deserialize("{\"$type\":\"System.Version, System.Private.CoreLib\"}"u8.ToArray(), id, "System.Version, System.Private.CoreLib"));
        Assert.ThrowsAny<Exception>(() => system.Serialization.Deserialize([], DreamerSerializer.Number + 1, typeof(Protocol).AssemblyQualifiedName!));
    }

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(folder.Path);
        system = ActorSystem.Create("configured", RunSystem.Configuration(TestRuns.Setup(folder, TestRuns.Counter(Schedule.Overlapped, 1))));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await system.Terminate();
        Directory.Delete(folder.Path, recursive: true);
    }

    private sealed record Protocol;
}
