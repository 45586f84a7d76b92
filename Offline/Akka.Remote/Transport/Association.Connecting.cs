using Akka.Event;

namespace Akka.Remote.Transport;

/// <content>Connections that this side opens, and how any of them ends.</content>
internal sealed partial class Association
{
    private void BeginConnect()
    {
        _phase = Phase.Connecting;
        _ = Connect();
    }

    private async Task Connect()
    {
        try
        {
            // not on the sender's thread
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var connection = await _remoting.Transport.Connect(Remote, _stream).ConfigureAwait(false);
            Connected(connection);
        }
        catch (Exception e)
        {
            NotConnected(e);
        }
    }

    private void Connected(Connection connection)
    {
        List<Outbound> lost = null;
        List<Connection> replaced = [];
        DisassociateInfo? unwanted = null;
        lock (_state)
        {
            if (IsRefused(connection.RemoteUid))
            {
                unwanted = DisassociateInfo.Quarantined;
            }
            else if (_phase != Phase.Connecting)
            {
                unwanted = _phase == Phase.Closed ? DisassociateInfo.Shutdown : DisassociateInfo.Unknown;
            }
            else
            {
                (lost, replaced) = Meet(connection, inbound: false);
                BecomeWriter(connection);
            }
        }

        if (unwanted is { } reason)
        {
            _ = connection.Disassociate(reason, Settings.FlushWait);
            NotConnected(new InvalidAssociation("The remote system has a UID that has been quarantined. Association aborted."));
            return;
        }

        foreach (var old in replaced) old.Close("another incarnation is there");
        MeetStream(connection);
        Lose(lost);
        _remoting.Publish(new AssociatedEvent(Local, Remote, inbound: false));
        _ = Read(connection);
    }

    private void NotConnected(Exception cause)
    {
        List<Outbound> lost;
        var quarantined = false;
        lock (_state)
        {
            if (_phase != Phase.Connecting) return;
            if (_reader is { IsClosed: false } other && Settings.UsePassiveConnections)
            {
                BecomeWriter(other); // they have reached us meanwhile
                return;
            }

            quarantined = _refusedUid is not null && _uid is null;
            lost = Gate();
            if (_uid is null) lost = [.. lost, .. _unacknowledged.Reset()];
        }

        _remoting.Publish(new AssociationErrorEvent(cause, Local, Remote, inbound: false, LogLevel.WarningLevel));
        if (quarantined)
            Log.Info("The quarantined address [{0}] is still unreachable or has not been restarted. It stays quarantined.", Remote);
        else
            Log.Warning(
                "Tried to associate with unreachable remote address [{0}]. Address is now gated for {1} ms, and what is sent to it becomes dead letters. Reason: [{2}]",
                Remote,
                GateMilliseconds,
                cause.Message);
        if (cause.Message == Refusals.Quarantined) _remoting.Publish(new ThisActorSystemQuarantinedEvent(Local, Remote));
        Lose(lost);
    }

    /// <summary>A connection has ended.</summary>
    private void Disconnected(Connection connection, Exception cause)
    {
        var reason = cause?.Message ?? connection.CloseReason ?? "the other side closed the connection";
        connection.Close(reason);
        List<Outbound> lost = [];
        bool gated;
        lock (_state)
        {
            if (ReferenceEquals(_reader, connection)) _reader = null;
            gated = ReferenceEquals(_writer, connection) && _phase == Phase.Active;
            if (gated)
            {
                if (_reader is { IsClosed: false } other && Settings.UsePassiveConnections && connection.Farewell is null)
                {
                    BecomeWriter(other);
                    gated = false;
                }
                else
                {
                    lost = Gate();
                }
            }

            if (ReferenceEquals(_writer, connection)) _writer = null;
        }

        _remoting.Publish(new DisassociatedEvent(Local, Remote, connection.IsInbound));
        if (connection.Farewell == DisassociateInfo.Quarantined)
        {
            Log.Warning("Association with remote system [{0}] has ended; address is now gated for {1} ms. Reason: [{2}]", Remote, GateMilliseconds, Refusals.Quarantined);
            _remoting.Publish(new ThisActorSystemQuarantinedEvent(Local, Remote));
        }
        else if (gated && connection.Farewell == DisassociateInfo.Shutdown)
        {
            Log.Debug("Remote system [{0}] has shut down; address is now gated for {1} ms.", Remote, GateMilliseconds);
        }
        else if (gated)
        {
            Log.Warning("Association with remote system {0} has failed; address is now gated for {1} ms. Reason is: [{2}]", Remote, GateMilliseconds, reason);
        }

        Lose(lost);
    }
}
