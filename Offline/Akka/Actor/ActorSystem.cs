using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>A tree of actors with its configuration, threads, timers and event stream.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly TimeSpan _creationTime = MonotonicClock.Elapsed;
    private bool _disposed;

    public abstract Settings Settings { get; }

    public abstract string Name { get; }

    public abstract Serialization.Serialization Serialization { get; }

    public abstract EventStream EventStream { get; }

    public abstract IActorRef DeadLetters { get; }

    public abstract IActorRef IgnoreRef { get; }

    public abstract Dispatchers Dispatchers { get; }

    public abstract Mailboxes Mailboxes { get; }

    public abstract IScheduler Scheduler { get; }

    public abstract ILoggingAdapter Log { get; }

    /// <summary>Since 1970, UTC.</summary>
    public TimeSpan StartTime { get; } = DateTime.UtcNow - DateTime.UnixEpoch;

    public TimeSpan Uptime => MonotonicClock.Elapsed - _creationTime;

    /// <summary>Completes when every actor has ended.</summary>
    public abstract Task WhenTerminated { get; }

    /// <param name="name">Letters, digits and, not first, hyphens.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);

    public static ActorSystem Create(string name, Config config) => CreateAndStart(name, config, ActorSystemSetup.Empty);

    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    public static ActorSystem Create(string name, ActorSystemSetup setup) => CreateAndStart(
        name,
        setup.Get<BootstrapSetup>().FlatSelect(static bootstrap => bootstrap.Config).GetOrElse(ConfigurationFactory.Load()),
        setup);

    public abstract object GetExtension(IExtensionId extensionId);

    public abstract T GetExtension<T>()
        where T : class, IExtension;

    public abstract bool HasExtension(Type type);

    public abstract bool HasExtension<T>()
        where T : class, IExtension;

    public abstract bool TryGetExtension(Type extensionType, out object extension);

    public abstract bool TryGetExtension<T>(out T extension)
        where T : class, IExtension;

    public abstract object RegisterExtension(IExtensionId extension);

    /// <summary>Runs <paramref name="code"/> after the last actor; what was registered last runs first.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Ends the system by coordinated shutdown (unless configured otherwise).</summary>
    public abstract Task Terminate();

    public abstract void Stop(IActorRef actor);

    public abstract IActorRef ActorOf(Props props, string name = null);

    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    public abstract ActorSelection ActorSelection(string actorPath);

    internal abstract Task FinalTerminate();

    /// <summary>Terminates and waits.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Log.Debug("Disposing system");
            Terminate().Wait();
        }

        GC.SuppressFinalize(this);
    }

    private static ActorSystem CreateAndStart(string name, Config config, ActorSystemSetup setup)
    {
        var system = new ActorSystemImpl(name, config, setup);
        system.Start();
        return system;
    }
}
