using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport;

namespace Akka.Remote;

/// <summary>Remoting over TCP: one association for each other address.</summary>
internal sealed class Remoting : RemoteTransport
{
    /// <summary>Other systems that may be known at once: a stranger must not be able to invent any number of them.</summary>
    private const int MaximumAssociations = 10_000;

    private static readonly TimeSpan Forgetting = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Address, Association> _associations = new();
    private readonly EventPublisher _events;
    private readonly CancellationTokenSource _stopped = new();
    private HashSet<Address> _addresses = [];
    private Address _defaultAddress;
    private volatile bool _running;

    public Remoting(ExtendedActorSystem system, RemoteActorRefProvider provider)
        : base(system, provider)
    {
        Settings = provider.RemoteSettings;
        Log = Logging.GetLogger(system, "remoting");
        _events = new EventPublisher(system, Log, Logging.LogLevelFor(Settings.RemoteLifecycleEventsLogLevel));
        UseUntrustedMode = Settings.UntrustedMode;
    }

    public override ISet<Address> Addresses => _addresses;

    public override Address DefaultAddress => _defaultAddress;

    public RemoteSettings Settings { get; }

    public TcpTransport Transport { get; private set; }

    public ILoggingAdapter Logger => Log;

    /// <exception cref="ConfigurationException">No transport is enabled, or one that is not here.</exception>
    /// <exception cref="RemoteTransportException">The address cannot be listened on.</exception>
    public override void Start()
    {
        Log.Info("Starting remoting");
        try
        {
            if (Settings.Transports.Length != 1)
                throw new ConfigurationException("akka.remote.enabled-transports must name one transport, usually akka.remote.dot-netty.tcp");
            Transport = new TcpTransport(System, TcpSettings.Read(System, Settings.Transports[0].Config), Log);
            Transport.Bind();
        }
        catch (Exception e)
        {
            _events.NotifyListeners(new RemotingErrorEvent(new RemoteTransportException("Startup failed", e)));
            throw;
        }

        _defaultAddress = Transport.Address;
        _addresses = [_defaultAddress];
        _running = true;
        Transport.Accept(Welcome);
        _ = Every(TickInterval, static association => association.Tick(), Prune);
        _ = Every(Transport.HeartbeatInterval, static association => association.Beat(), null);
        Log.Info("Remoting started; listening on addresses : [{0}]", _defaultAddress);
        _events.NotifyListeners(new RemotingListenEvent([_defaultAddress]));
    }

    public override async Task Shutdown()
    {
        if (!_running)
        {
            Log.Warning("Remoting is not running. Ignoring shutdown attempt");
            return;
        }

        _running = false;
        _stopped.Cancel();
        try
        {
            var flushed = await Task.WhenAll(_associations.Values.Select(static association => association.Shutdown()))
                .WaitAsync(Settings.ShutdownTimeout).ConfigureAwait(false);
            if (!flushed.All(static inTime => inTime))
                Log.Warning("Not everything that was sent could leave in time; some messages are lost. akka.remote.flush-wait-on-shutdown says how long to wait.");
        }
        catch (TimeoutException e)
        {
            _events.NotifyListeners(new RemotingErrorEvent(new RemoteTransportException("Failure during shutdown of remoting", e)));
        }

        Transport.Stop();
        _events.NotifyListeners(new RemotingShutdownEvent());
    }

    public override void Send(object message, IActorRef sender, RemoteActorRef recipient)
    {
        if (!_running) throw new RemoteTransportException("Attempted to send remote message but Remoting is not running.");
        AssociationWith(recipient.Path.Address).Send(message, sender, recipient);
    }

    public override Task<bool> ManagementCommand(object cmd) => Task.FromResult(false); // the TCP transport knows none

    public override Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken) => ManagementCommand(cmd);

    public override Address LocalAddressForRemote(Address remote) => remote.Protocol == _defaultAddress.Protocol
        ? _defaultAddress
        : throw new RemoteTransportException($"No transport is loaded for protocol: [{remote.Protocol}], available protocols: [{_defaultAddress.Protocol}]");

    public override void Quarantine(Address address, int? uid)
    {
        if (!_running) throw new RemoteTransportException($"Attempted to quarantine address {address} with uid {uid} but Remoting is not running");
        AssociationWith(address).Quarantine(uid);
    }

    public void Publish(RemotingLifecycleEvent message) => _events.NotifyListeners(message);

    /// <summary>A message that will not be sent.</summary>
    public void Lose(Outbound message) => System.DeadLetters.Tell(message.Message, message.Sender ?? ActorRefs.Nobody);

    private Association AssociationWith(Address address) =>
        _associations.TryGetValue(address, out var known) ? known : _associations.GetOrAdd(address, static (remote, remoting) => new Association(remoting, remote), this);

    private Task Welcome(Connection connection)
    {
        if (!_associations.ContainsKey(connection.Remote) && _associations.Count >= MaximumAssociations)
            throw new InvalidAssociation($"More than {MaximumAssociations} other systems are known already.");
        return AssociationWith(connection.Remote).Welcome(connection);
    }

    private void Prune()
    {
        foreach (var (address, association) in _associations)
            if (association.IsDisused(Forgetting)) _associations.TryRemove(new(address, association));
    }

    /// <summary>By the real clock, whatever scheduler the system has: connections are not simulated either.</summary>
    private async Task Every(TimeSpan interval, Action<Association> action, Action after)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopped.Token).ConfigureAwait(false))
            {
                foreach (var association in _associations.Values) action(association);
                after?.Invoke();
            }
        }
        catch (OperationCanceledException)
        {
            // remoting has ended
        }
        catch (Exception e)
        {
            Log.Error(e, "BUG: the timer of remoting has failed; nothing is resent and no connection is watched any more.");
        }
    }
}
