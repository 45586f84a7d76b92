using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>Two systems of one process that can only reach each other over the loopback, each with an ear for its event stream.</summary>
public sealed class RemotePair : IDisposable
{
    /// <summary>How long anything may take before a test fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly List<ActorSystem> systems = [];

    public RemotePair(string more = "")
    {
        Here = Start("here", more);
        There = Start("there", more);
    }

    public ActorSystem Here { get; }

    public ActorSystem There { get; }

    /// <summary>Every system listens on a free port unless <paramref name="more"/> says otherwise.</summary>
    public static Config Settings(string more) => ConfigurationFactory.ParseString(more).WithFallback(ConfigurationFactory.ParseString("""
        akka {
          loglevel = DEBUG
          loggers = []
          stdout-loglevel = OFF
          log-dead-letters = off
          actor {
            provider = remote
            serializers.letters = "AkkaDreamer.Tests.Offline.Remoting.LetterSerializer, AkkaDreamer.Tests"
            serialization-bindings { "AkkaDreamer.Tests.Offline.Remoting.Letter, AkkaDreamer.Tests" = letters }
          }
          remote {
            retry-gate-closed-for = 500ms
            log-remote-lifecycle-events = DEBUG
            dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          }
        }
        """));

    public static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    /// <summary>The text by which another system finds the actor.</summary>
    public static string PathOf(ActorSystem system, string path) => AddressOf(system) + path;

    /// <summary>A further system that ends with the pair.</summary>
    public ActorSystem Start(string name, string more = "")
    {
        var system = ActorSystem.Create(name, Settings(more));
        systems.Add(system);
        return system;
    }

    /// <summary>The actor at <paramref name="path"/> of one system, as the other sees it.</summary>
    public static async Task<IActorRef> Find(ActorSystem from, ActorSystem at, string path)
    {
        var identity = await from.ActorSelection(PathOf(at, path)).Ask<ActorIdentity>(new Identify(path), Patience);
        return identity.Subject ?? throw new InvalidOperationException($"nobody at {path}");
    }

    /// <summary>What a system publishes from now on.</summary>
    public static Ear<T> Listen<T>(ActorSystem system)
        where T : class => new(system);

    public void Dispose() => Task.WaitAll([.. systems.Select(system => system.Terminate())], Patience);

    /// <summary>Hears events of one kind.</summary>
    public sealed class Ear<T>
        where T : class
    {
        private readonly BlockingCollection<T> heard = [];

        public Ear(ActorSystem system)
        {
            var all = heard;
            system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Listener(all))), typeof(T));
        }

        /// <summary>The next that fits; others are passed over.</summary>
        public T Next(Func<T, bool>? fits = null)
        {
            var passed = new List<T>();
            while (heard.TryTake(out var next, Patience))
            {
                if (fits?.Invoke(next) != false) return next;
                passed.Add(next);
            }

            throw new TimeoutException($"no such {typeof(T).Name} within {Patience}; there was: {string.Join(" | ", passed)}");
        }

        /// <summary>Whether there was one that fits, up to now.</summary>
        public bool HasHeard(Func<T, bool> fits) => heard.Any(fits);

        private sealed class Listener : ReceiveActor
        {
            public Listener(BlockingCollection<T> all) => Receive<T>(all.Add);
        }
    }
}
