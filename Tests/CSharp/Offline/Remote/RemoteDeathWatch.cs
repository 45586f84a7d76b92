using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using AkkaDreamer.Tests.Support;
using Xunit;
using static AkkaDreamer.Tests.Offline.Remoting.RemotePair;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>Watches over the network.</summary>
public sealed class RemoteDeathWatch : IDisposable
{
    private readonly RemotePair pair = new("akka.remote.watch-failure-detector.acceptable-heartbeat-pause = 2s");
    private readonly TaskCompletionSource<WatcherActor.Gone> gone = new();
    private readonly IActorRef watcher;

    public RemoteDeathWatch()
    {
        var news = gone;
        var hearer = pair.Here.ActorOf(Props.Create(() => new Hearer(news)));
        watcher = pair.Here.ActorOf(Props.Create(() => new WatcherActor(hearer)));
        pair.There.ActorOf(Props.Create(() => new EchoActor()), "echo");
    }

    public void Dispose() => pair.Dispose();

    [Fact]
    public async Task The_end_of_a_remote_actor_is_heard()
    {
        var remote = await Watched();
        remote.Tell("stop");
        var news = await gone.Task.WaitAsync(Patience);
        Assert.Equal((remote, true, false), (news.Whom, news.Existed, news.WithItsSystem));
    }

    [Fact]
    public async Task Watching_somebody_who_is_gone_is_answered_at_once()
    {
        var remote = await Find(pair.Here, pair.There, "/user/echo");
        var ends = Listen<DeadLetter>(pair.There);
        remote.Tell("stop");
        remote.Tell("lost");
        ends.Next();
        await watcher.Ask<string>(new WatcherActor.Watch(remote), Patience);
        var news = await gone.Task.WaitAsync(Patience);
        Assert.Equal((remote, false, false), (news.Whom, news.Existed, news.WithItsSystem));
    }

    [Fact]
    public async Task After_an_unwatch_nothing_is_heard()
    {
        var remote = await Watched();
        pair.There.ActorOf(Props.Create(() => new EchoActor()), "other");
        var other = await Find(pair.Here, pair.There, "/user/other");
        Assert.Equal("unwatched", await watcher.Ask<string>(new WatcherActor.Unwatch(remote), Patience));
        Assert.Equal("watching", await watcher.Ask<string>(new WatcherActor.Watch(other), Patience));
        remote.Tell("stop");
        other.Tell("stop");
        Assert.Equal(other, (await gone.Task.WaitAsync(Patience)).Whom); // what came first would have been the first's
    }

    [Fact]
    public async Task The_orderly_end_of_a_system_is_the_end_of_its_actors()
    {
        var remote = await Watched();
        await pair.There.Terminate();
        var news = await gone.Task.WaitAsync(Patience);
        Assert.Equal((remote, false), (news.Whom, news.WithItsSystem));
    }

    [Fact]
    public async Task A_process_that_is_killed_takes_its_actors_with_it()
    {
        using var victim = new ChildProcess(RemoteVictim.Role);
        var address = await victim.ReadLine(Patience);
        var remote = await pair.Here.ActorSelection($"{address}/user/echo").ResolveOne(Patience);
        var log = Listen<Debug>(pair.Here);
        await watcher.Ask<string>(new WatcherActor.Watch(remote), Patience);
        log.Next(line => line.ToString().Contains($"heartbeat rsp from [{address}]", StringComparison.Ordinal));
        victim.Kill();
        var news = await gone.Task.WaitAsync(Patience);
        Assert.Equal(remote, news.Whom);
    }

    private async Task<IActorRef> Watched()
    {
        var remote = await Find(pair.Here, pair.There, "/user/echo");
        Assert.Equal("watching", await watcher.Ask<string>(new WatcherActor.Watch(remote), Patience));
        var stats = await pair.Here.ActorSelection("/system/remote-watcher").Ask<RemoteWatcher.Stats>(RemoteWatcher.Stats.Empty, Patience);
        Assert.Equal((1, 1), (stats.Watching, stats.WatchingNodes));
        Assert.Equal("watched", await remote.Ask<string>("watched", Patience)); // sent after the watch, so the watch has come
        return remote;
    }

    private sealed class Hearer : ReceiveActor
    {
        public Hearer(TaskCompletionSource<WatcherActor.Gone> news) => Receive<WatcherActor.Gone>(gone => news.TrySetResult(gone));
    }
}
