using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote.Transport;

/// <summary>Listens and connects: a connection is handed on when both sides know each other's address and incarnation.</summary>
internal sealed class TcpTransport(ExtendedActorSystem system, TcpSettings settings, ILoggingAdapter log)
{
    /// <summary>Connections that have not said who they are. Each costs a socket and a small buffer, for as long as akka.remote.handshake-timeout.</summary>
    private const int MaximumStrangers = 1000;

    private readonly Config _detector = system.Settings.Config.GetConfig("akka.remote.transport-failure-detector");
    private readonly int _uid = AddressUidExtension.Uid(system);
    private readonly CancellationTokenSource _stopping = new();
    private Socket _listener;
    private int _strangers;

    /// <summary>Known after <see cref="Bind"/>.</summary>
    public Address Address { get; private set; }

    public int MaximumFrameSize => settings.MaximumFrameSize;

    public TimeSpan HeartbeatInterval => _detector.GetTimeSpan("heartbeat-interval", TimeSpan.FromSeconds(4));

    /// <exception cref="RemoteTransportException">The address is in use, or not one of this machine.</exception>
    public void Bind()
    {
        EndPoint wanted = IPAddress.TryParse(settings.Hostname, out var ip) ? new IPEndPoint(ip, settings.Port) : new DnsEndPoint(settings.Hostname, settings.Port);
        try
        {
            if (wanted is DnsEndPoint name)
                wanted = new IPEndPoint(Resolve(Dns.GetHostAddresses(name.Host), name.Host), name.Port);
            _listener = new Socket(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            SizeBuffers(_listener);
            _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, settings.ReuseAddress);
            _listener.Bind(wanted);
            _listener.Listen(settings.Backlog);
        }
        catch (Exception e) when (e is SocketException or RemoteTransportException or ArgumentException)
        {
            log.Error(e, "Failed to bind to {0}; remoting cannot start.", wanted);
            _listener?.Dispose();
            throw new RemoteTransportException($"Failed to bind to [{wanted}]: {e.Message}", e);
        }

        var host = IPAddress.TryParse(settings.PublicHostname, out var number) && number.AddressFamily == AddressFamily.InterNetworkV6
            ? $"[{number}]"
            : settings.PublicHostname;
        Address = new Address(settings.Protocol, system.Name, host, settings.PublicPort ?? ((IPEndPoint)_listener.LocalEndPoint).Port);
    }

    /// <summary>Takes connections until <see cref="Stop"/>; <paramref name="welcome"/> answers their first frame, or closes them.</summary>
    public void Accept(Func<Connection, Task> welcome) => _ = AcceptAll(welcome);

    /// <summary>Connects and says who is here.</summary>
    /// <exception cref="InvalidAssociation">Nobody is there, or somebody who does not speak this language, or who has given up this system.</exception>
    public async Task<Connection> Connect(Address remote, long stream)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        patience.CancelAfter(settings.ConnectTimeout + settings.HandshakeTimeout);
        Socket socket = null;
        try
        {
            var ip = IPAddress.TryParse(remote.Host, out var number)
                ? number
                : Resolve(await Dns.GetHostAddressesAsync(remote.Host, patience.Token).ConfigureAwait(false), remote.Host);
            socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            Prepare(socket);
            await socket.ConnectAsync(new IPEndPoint(ip, remote.Port.Value), patience.Token).AsTask().WaitAsync(settings.ConnectTimeout, patience.Token).ConfigureAwait(false);
            patience.CancelAfter(settings.HandshakeTimeout);
            Stream bytes = new NetworkStream(socket);
            if (settings.Tls is not null)
            {
                var tls = new SslStream(bytes);
                await tls.AuthenticateAsClientAsync(settings.Tls.ForClient(remote.Host), patience.Token).ConfigureAwait(false);
                bytes = tls;
            }

            var connection = NewConnection(socket, bytes, inbound: false);
            await connection.Write(FrameWriter.Associate(Address, _uid, stream)).AsTask().WaitAsync(patience.Token).ConfigureAwait(false);
            Introduce(connection, await connection.ReadHello(patience.Token).ConfigureAwait(false), remote);
            return connection;
        }
        catch (Exception e)
        {
            socket?.Dispose();
            if (e is InvalidAssociation) throw;
            var cause = e is OperationCanceledException or TimeoutException ? new TimeoutException("No answer within connection-timeout and handshake-timeout", e) : e;
            throw new InvalidAssociation($"Association failed with {remote}: {cause.Message}", cause);
        }
    }

    /// <summary>What the first frame of the other side says.</summary>
    /// <exception cref="InvalidAssociation">It is no greeting.</exception>
    private static void Introduce(Connection connection, byte[] hello, Address expected)
    {
        var parser = new FrameParser(hello);
        if (!parser.Header(out var kind)) throw new InvalidAssociation("The other side does not speak the protocol of this version.");
        if (kind == FrameKind.Disassociate && parser.Byte(out var reason))
        {
            connection.Farewell = (DisassociateInfo)reason;
            throw new InvalidAssociation(connection.Farewell == DisassociateInfo.Quarantined ? Refusals.Quarantined : "The remote system refused the association.");
        }

        if (kind != FrameKind.Associate || !parser.Associate(out var origin, out var uid, out var stream))
            throw new InvalidAssociation("The first frame of the other side is no greeting.");
        connection.Remote = expected ?? origin;
        connection.RemoteUid = uid;
        connection.RemoteStream = stream;
    }

    /// <summary>Answers a greeting.</summary>
    public ValueTask Greet(Connection connection, long stream) => connection.Write(FrameWriter.Associate(Address, _uid, stream));

    public void Stop()
    {
        _stopping.Cancel();
        _listener?.Dispose();
    }

    private async Task AcceptAll(Func<Connection, Task> welcome)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                if (Interlocked.Increment(ref _strangers) > MaximumStrangers)
                {
                    Interlocked.Decrement(ref _strangers);
                    socket.Dispose();
                    continue;
                }

                _ = Meet(socket, welcome);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                if (_stopping.IsCancellationRequested) return;
                log.Warning("Accepting a connection failed: {0}", e.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(50)).ConfigureAwait(false); // such as too many open files
            }
        }
    }

    private async Task Meet(Socket socket, Func<Connection, Task> welcome)
    {
        var from = socket.RemoteEndPoint;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            patience.CancelAfter(settings.HandshakeTimeout);
            Prepare(socket);
            Stream bytes = new NetworkStream(socket);
            if (settings.Tls is not null)
            {
                var tls = new SslStream(bytes);
                await tls.AuthenticateAsServerAsync(settings.Tls.ForServer(), patience.Token).ConfigureAwait(false);
                bytes = tls;
            }

            var connection = NewConnection(socket, bytes, inbound: true);
            Introduce(connection, await connection.ReadHello(patience.Token).ConfigureAwait(false), null);
            await welcome(connection).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (!_stopping.IsCancellationRequested)
                log.Warning("A connection from [{0}] was refused: {1}", from, e is OperationCanceledException ? "it did not say in time who it is" : e.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _strangers);
        }
    }

    private Connection NewConnection(Socket socket, Stream bytes, bool inbound)
    {
        var detector = FailureDetectorLoader.Load(_detector.GetString("implementation-class"), _detector, system);
        detector.HeartBeat();
        return new Connection(socket, bytes, inbound, settings.MaximumFrameSize, detector);
    }

    private IPAddress Resolve(IPAddress[] found, string host)
    {
        var family = settings.DnsUseIpv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        return Array.FindLast(found, ip => ip.AddressFamily == family)
            ?? throw new RemoteTransportException($"The name [{host}] has no address of the family {family} (dns-use-ipv6 = {settings.DnsUseIpv6})");
    }

    private void Prepare(Socket socket)
    {
        socket.NoDelay = settings.NoDelay;
        if (settings.KeepAlive) socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        SizeBuffers(socket);
    }

    private void SizeBuffers(Socket socket)
    {
        if (settings.SendBufferSize is { } send) socket.SendBufferSize = send;
        if (settings.ReceiveBufferSize is { } receive) socket.ReceiveBufferSize = receive;
    }
}

/// <summary>What both sides must understand alike.</summary>
internal static class Refusals
{
    public const string Quarantined =
        "The remote system has quarantined this system. No further associations to the remote system are possible until this system is restarted.";
}
