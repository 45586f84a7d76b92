namespace Akka.Remote.Transport;

/// <content>The frames that come in.</content>
internal sealed partial class Association
{
    /// <summary>Held while a message is given to its actor, and never taken by who holds <see cref="_state"/>: the actor may send at once.</summary>
    private readonly Lock _receiving = new();
    private AckedReceiveBuffer<byte[]> _received = new();
    private (int Uid, long Stream) _receivedFrom;

    /// <summary>Another incarnation, or another numbering, begins at 0 again.</summary>
    private void MeetStream(Connection connection)
    {
        lock (_receiving)
        {
            var from = (connection.RemoteUid, connection.RemoteStream);
            if (from == _receivedFrom) return;
            _receivedFrom = from;
            _received = new AckedReceiveBuffer<byte[]>();
        }
    }

    private async Task Read(Connection connection)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var inbox = new InboundDispatcher(_remoting);
        var owesAck = false;
        var cause = await connection.ReadFrames(Handle, Acknowledge).ConfigureAwait(false);
        Disconnected(connection, cause);

        bool Handle(ReadOnlySpan<byte> frame)
        {
            var parser = new FrameParser(frame);
            var understood = parser.Header(out var kind) && kind switch
            {
                FrameKind.Heartbeat => parser.AtEnd,
                FrameKind.Message => parser.Message(out var message) && TakeInTurn(message, frame),
                FrameKind.Skip => parser.Int64(out var number) && number >= 0 && parser.AtEnd && TakeSystem(number, null),
                FrameKind.Ack => parser.Ack(out var last, out var missing) && Acknowledged(last, missing),
                FrameKind.Disassociate => parser.Byte(out var reason) && parser.AtEnd && Leave((DisassociateInfo)reason),
                _ => false,
            };
            if (!understood && connection.Farewell is null) connection.Close("a frame that makes no sense");
            return understood && connection.Farewell is null && !connection.IsClosed;
        }

        bool Leave(DisassociateInfo reason)
        {
            connection.Farewell = reason;
            return true;
        }

        // What came by a connection that a newer one has replaced must not come after what comes by that.
        bool TakeInTurn(InboundMessage message, ReadOnlySpan<byte> frame)
        {
            lock (_receiving)
            {
                if (connection.IsClosed) return true;
                if (message.Number != InboundMessage.NoNumber) return message.Number >= 0 && TakeSystem(message.Number, frame.ToArray());
                inbox.Deliver(message);
                return true;
            }
        }

        bool TakeSystem(long number, byte[] frame)
        {
            lock (_receiving)
            {
                if (_receivedFrom != (connection.RemoteUid, connection.RemoteStream)) return true; // late news of an earlier incarnation
                owesAck = true;
                foreach (var due in _received.Receive(number, frame))
                {
                    if (due is null) continue;
                    var parser = new FrameParser(due);
                    parser.Header(out _);
                    parser.Message(out var message);
                    inbox.Deliver(message);
                }
            }

            return true;
        }

        void Acknowledge()
        {
            if (!owesAck) return;
            owesAck = false;
            long last;
            IReadOnlyList<long> missing;
            lock (_receiving) (last, missing) = (_received.Last, _received.Missing);
            connection.WriteLatest(FrameWriter.Make(FrameKind.Ack, writer =>
            {
                writer.Int64(last);
                writer.Int32(missing.Count);
                foreach (var number in missing) writer.Int64(number);
            }));
        }

        bool Acknowledged(long last, List<long> missing)
        {
            List<Outbound> lost = null;
            Action announce = null;
            lock (_state)
            {
                if (_phase == Phase.Closed || _uid != connection.RemoteUid) return true;
                try
                {
                    _resend.AddRange(_unacknowledged.Acknowledge(last, missing));
                    if (_unacknowledged.IsEmpty) _giveUpAt = null;
                    if (_resend.Count > 0) Wake();
                }
                catch (ArgumentOutOfRangeException e)
                {
                    lost = GiveUp(e, out announce);
                }
            }

            announce?.Invoke();
            Lose(lost);
            return lost is null;
        }
    }
}
