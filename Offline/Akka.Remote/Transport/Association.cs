using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Util;

namespace Akka.Remote.Transport;

/// <summary>
/// Everything between this system and one other address: what waits to be sent, the connections there are, which incarnation is there, and how long nothing is tried after
/// a failure. Ordinary messages are sent at most once, in order; system messages until they are acknowledged.
/// </summary>
internal sealed partial class Association
{
    private readonly Lock _state = new();
    private readonly Remoting _remoting;
    private readonly AckedSendBuffer _unacknowledged;
    private readonly long _stream = Random.Shared.NextInt64();
    private Phase _phase = Phase.Idle;
    private Connection _writer;
    private Connection _reader; // the newest that the other side opened; may be the writer as well
    private int? _uid;
    private int? _refusedUid;
    private TimeSpan _refusedUntil;
    private TimeSpan _gatedUntil;
    private TimeSpan? _giveUpAt;
    private TimeSpan _lastUse = MonotonicClock.Elapsed;
    private TimeSpan _lastResend;

    public Association(Remoting remoting, Address remote)
    {
        _remoting = remoting;
        Remote = remote;
        _unacknowledged = new AckedSendBuffer(remoting.Settings.SysMsgBufferSize);
    }

    private enum Phase
    {
        Idle,
        Connecting,
        Active,

        /// <summary>The last connection failed: nothing is tried for a while.</summary>
        Gated,
        Closed,
    }

    public Address Remote { get; }

    private RemoteSettings Settings => _remoting.Settings;

    private Address Local => _remoting.DefaultAddress;

    private ILoggingAdapter Log => _remoting.Logger;

    private double GateMilliseconds => Settings.RetryGateClosedFor.TotalMilliseconds;

    public void Send(object message, IActorRef sender, RemoteActorRef recipient)
    {
        var outbound = new Outbound(message, recipient, sender, InboundMessage.NoNumber);
        List<Outbound> lost = null;
        Action announce = null;
        lock (_state)
        {
            _lastUse = MonotonicClock.Elapsed;
            if (_phase == Phase.Gated && _gatedUntil <= _lastUse) _phase = Phase.Idle;
            var closed = _phase is Phase.Gated or Phase.Closed;
            if (message is ISystemMessage && _phase != Phase.Closed && (!closed || _uid is not null))
            {
                if (!_unacknowledged.TryAdd(outbound, out outbound))
                {
                    var full = new InvalidOperationException($"More than {Settings.SysMsgBufferSize} system messages wait (akka.remote.system-message-buffer-size).");
                    lost = [.. GiveUp(full, out announce), outbound];
                }
                else if (closed)
                {
                    return; // sent when the gate opens
                }
            }

            if (lost is null)
            {
                if (closed || !Enqueue(outbound)) lost = [outbound];
                else if (_phase == Phase.Idle) BeginConnect();
            }
        }

        announce?.Invoke();
        Lose(lost);
    }

    /// <summary>A connection that the other side opened and that has said who is there. It is kept, or answered with a refusal.</summary>
    public async Task Welcome(Connection connection)
    {
        lock (_state)
        {
            if (IsRefused(connection.RemoteUid)) connection.Farewell = DisassociateInfo.Quarantined;
            else if (_phase == Phase.Closed) connection.Farewell = DisassociateInfo.Shutdown;
        }

        if (connection.Farewell is { } refusal)
        {
            await connection.Disassociate(refusal, Settings.FlushWait).ConfigureAwait(false);
            return;
        }

        await _remoting.Transport.Greet(connection, _stream).ConfigureAwait(false);
        List<Outbound> lost;
        List<Connection> replaced;
        lock (_state)
        {
            if (_phase == Phase.Closed || IsRefused(connection.RemoteUid))
            {
                connection.Close("given up while it was being welcomed");
                return;
            }

            (lost, replaced) = Meet(connection, inbound: true);
            if (_reader is not null) replaced.Add(_reader);
            _reader = connection;

            // The other side opens another connection when its last one has failed, and that is then of no use for this side either.
            var useless = _writer is { IsInbound: true } && _phase == Phase.Active;
            if ((_phase is Phase.Idle or Phase.Gated || useless) && Settings.UsePassiveConnections) BecomeWriter(connection);
        }

        foreach (var old in replaced) old.Close("the other side has opened a newer connection");
        MeetStream(connection);
        Lose(lost);
        _remoting.Publish(new AssociatedEvent(Local, Remote, inbound: true));
        _ = Read(connection);
    }

    /// <summary>Gives up an incarnation for good; without a uid, closes the connection and the gate.</summary>
    public void Quarantine(int? uid)
    {
        List<Outbound> lost = null;
        List<Connection> closing = [];
        lock (_state)
        {
            if (_phase == Phase.Closed || (uid is not null && IsRefused(uid.Value))) return;
            if (uid is null)
            {
                if (_phase is not (Phase.Active or Phase.Connecting)) return;
                Log.Warning(
                    "The association to [{0}] is to be quarantined, but its UID is unknown: gated for {1} ms instead.", Remote, GateMilliseconds);
                closing = TakeConnections();
                lost = Gate();
            }
            else if (_uid == uid || _uid is null || _phase is not Phase.Active)
            {
                closing = _uid == uid || _uid is null ? TakeConnections() : [];
                lost = _uid == uid ? Forget(uid.Value) : null;
                Refuse(uid.Value);
            }
            else
            {
                return; // another incarnation is there by now
            }
        }

        foreach (var connection in closing) connection.Close("quarantined");
        Lose(lost);
        if (uid is not null) _remoting.Publish(new QuarantinedEvent(Remote, uid.Value));
    }

    /// <summary>Called several times a second.</summary>
    public void Tick()
    {
        List<Outbound> lost = null;
        Action announce = null;
        lock (_state)
        {
            var now = MonotonicClock.Elapsed;
            if (_phase == Phase.Gated && _gatedUntil <= now) _phase = Phase.Idle;
            if (_unacknowledged.IsEmpty) return;
            if (_phase == Phase.Idle && _giveUpAt < now)
            {
                lost = GiveUp(new TimeoutException("System messages could not be delivered within akka.remote.initial-system-message-delivery-timeout."), out announce);
            }
            else if (_phase == Phase.Idle)
            {
                BeginConnect();
            }
            else if (_phase == Phase.Active && _resend.Count == 0 && now - _lastResend > Settings.SysResendTimeout)
            {
                _lastResend = now;
                _resend.AddRange(_unacknowledged.Messages.Take(Settings.SysResendLimit));
                Wake();
            }
        }

        announce?.Invoke();
        Lose(lost);
    }

    /// <summary>Whether nothing would be lost by forgetting this association.</summary>
    public bool IsDisused(TimeSpan after)
    {
        lock (_state)
            return _phase is Phase.Idle && _reader is null && _refusedUid is null && _unacknowledged.IsEmpty && MonotonicClock.Elapsed - _lastUse > after;
    }

    public void Beat()
    {
        Connection writer;
        Connection reader;
        lock (_state) (writer, reader) = (_writer, _reader);
        writer?.Beat();
        if (!ReferenceEquals(reader, writer)) reader?.Beat();
    }

    /// <summary>Sends what waits and closes. True when everything left in time.</summary>
    public async Task<bool> Shutdown()
    {
        Task flushed;
        List<Connection> open;
        lock (_state)
        {
            flushed = FlushMarker();
            open = new[] { _writer, _reader }.Where(static connection => connection is not null).Distinct().ToList();
        }

        var inTime = await Task.WhenAny(flushed, Task.Delay(Settings.FlushWait)).ConfigureAwait(false) == flushed;
        List<Outbound> lost;
        lock (_state)
        {
            _phase = Phase.Closed;
            lost = DrainQueues();
            _unacknowledged.Reset();
            Wake();
        }

        Lose(lost);
        await Task.WhenAll(open.Select(connection => connection.Disassociate(DisassociateInfo.Shutdown, Settings.FlushWait))).ConfigureAwait(false);
        return inTime;
    }

    private bool IsRefused(int uid) => _refusedUid == uid && MonotonicClock.Elapsed < _refusedUntil;

    private void Refuse(int uid)
    {
        _refusedUid = uid;
        _refusedUntil = Settings.QuarantineDuration is { } time && time > TimeSpan.Zero ? MonotonicClock.Elapsed + time : TimeSpan.MaxValue;
    }

    /// <summary>Learns which incarnation is there. Returns what was meant for an earlier one, and the connections with it.</summary>
    private (List<Outbound> Lost, List<Connection> Replaced) Meet(Connection connection, bool inbound)
    {
        List<Outbound> lost = null;
        List<Connection> replaced = [];
        if (_uid is { } known && known != connection.RemoteUid)
        {
            replaced = TakeConnections();
            lost = _unacknowledged.Reset();
            if (inbound)
            {
                Refuse(known); // whatever still comes from it is late
                if (_phase == Phase.Active)
                {
                    lost.AddRange(DrainQueues());
                    _phase = Phase.Idle;
                }
            }
        }

        _uid = connection.RemoteUid;
        _giveUpAt = null;
        return (lost, replaced);
    }

    /// <summary>Closes the gate. Returns the ordinary messages that waited; system messages wait on.</summary>
    private List<Outbound> Gate()
    {
        _phase = Phase.Gated;
        _writer = null;
        var now = MonotonicClock.Elapsed;
        _gatedUntil = now + Settings.RetryGateClosedFor;
        if (!_unacknowledged.IsEmpty) _giveUpAt ??= now + Settings.InitialSysMsgDeliveryTimeout;
        Wake();
        return DrainQueues();
    }

    /// <summary>The incarnation is given up: nothing goes there any more. Returns everything that waited.</summary>
    private List<Outbound> Forget(int uid)
    {
        Refuse(uid);
        _uid = null;
        _phase = Phase.Idle;
        _giveUpAt = null;
        Wake();
        return [.. DrainQueues(), .. _unacknowledged.Reset()];
    }

    /// <summary>System messages can no longer be delivered. What is to be said and closed is left for when no lock is held.</summary>
    private List<Outbound> GiveUp(Exception cause, out Action announce)
    {
        var (uid, closing) = (_uid, TakeConnections());
        announce = () =>
        {
            foreach (var connection in closing) connection.Close(cause.Message);
            Log.Error(new HopelessAssociation(cause.Message, cause), "Association to [{0}] with UID [{1}] is irrecoverably failed. Quarantining address.", Remote, uid);
            if (uid is not null) _remoting.Publish(new QuarantinedEvent(Remote, uid.Value));
        };
        return uid is null ? [.. Gate(), .. _unacknowledged.Reset()] : Forget(uid.Value);
    }

    private List<Connection> TakeConnections()
    {
        var all = new[] { _writer, _reader }.Where(static connection => connection is not null).Distinct().ToList();
        (_writer, _reader) = (null, null);
        return all;
    }

    private void Lose(List<Outbound> lost)
    {
        if (lost is null) return;
        foreach (var message in lost) _remoting.Lose(message);
    }
}
