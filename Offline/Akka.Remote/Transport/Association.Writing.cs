using Akka.Event;

namespace Akka.Remote.Transport;

/// <content>What waits, and the loop that writes it to the connection of the moment.</content>
internal sealed partial class Association
{
    /// <summary>From then on ordinary messages are refused: memory is not endless when the other side reads too slowly.</summary>
    private const int MaximumWaiting = 1_000_000;

    /// <summary>Bytes.</summary>
    private const int FlushAbove = 64 * 1024;

    /// <summary>Messages; lists that have been longer are not kept.</summary>
    private const int LargeBatch = 10_000;

    private List<Outbound> _pending = [];
    private List<Outbound> _urgent = []; // heartbeats: they go first
    private List<Outbound> _resend = [];
    private List<TaskCompletionSource> _flushes = [];
    private TaskCompletionSource _wake;
    private TimeSpan _nextWarning;

    private bool Enqueue(Outbound message)
    {
        if (_pending.Count > Settings.LogBufferSizeExceeding) WarnOfLargeBuffer();
        if (message.IsUrgent) _urgent.Add(message);
        else if (_pending.Count < MaximumWaiting || message.IsSystem) _pending.Add(message);
        else return false;
        Wake();
        return true;
    }

    private void WarnOfLargeBuffer()
    {
        if (_lastUse < _nextWarning) return;
        _nextWarning = _lastUse + TimeSpan.FromSeconds(5);
        Log.Warning(
            "[{0}] messages wait to be sent to [{1}]. They come faster than they can leave: the sender should wait for answers. Beyond {2} they are lost.",
            _pending.Count,
            Remote,
            MaximumWaiting);
    }

    private void Wake()
    {
        _wake?.TrySetResult();
        _wake = null;
    }

    /// <summary>Completes when everything that waits now has been written; at once when nothing is connected.</summary>
    private Task FlushMarker()
    {
        if (_phase is not (Phase.Active or Phase.Connecting)) return Task.CompletedTask;
        var marker = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flushes.Add(marker);
        Wake();
        return marker.Task;
    }

    private List<Outbound> DrainQueues()
    {
        List<Outbound> all = [.. _urgent, .. _pending.Where(static message => !message.IsSystem)];
        _urgent.Clear();
        _pending.Clear();
        _resend.Clear();
        foreach (var marker in _flushes) marker.TrySetResult();
        _flushes.Clear();
        return all;
    }

    private void BecomeWriter(Connection connection)
    {
        _writer = connection;
        _phase = Phase.Active;
        _lastResend = Util.MonotonicClock.Elapsed;
        _resend = [.. _unacknowledged.Messages];
        _ = Write(connection);
    }

    private async Task Write(Connection connection)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var frames = new OutboundFrames(_remoting);
        List<Outbound> batch = [];
        var done = 0;
        try
        {
            while (await NextBatch(connection, batch, frames).ConfigureAwait(false))
            {
                for (done = 0; done < batch.Count; done++)
                {
                    frames.Add(batch[done]);
                    if (frames.Length < FlushAbove) continue;
                    TakeUrgent(connection, frames);
                    await frames.Flush(connection).ConfigureAwait(false);
                }

                if (batch.Count > LargeBatch) batch = [];
                else batch.Clear();
                done = 0;
            }
        }
        catch (Exception e)
        {
            connection.Close($"writing failed: {e.Message}");
        }

        Lose([.. batch.Skip(done).Where(static message => !message.IsSystem)]);
    }

    /// <summary>Takes all that waits; when there is nothing, writes what is in the buffer and waits. False when this connection is no longer the one to write to.</summary>
    private async ValueTask<bool> NextBatch(Connection connection, List<Outbound> batch, OutboundFrames frames)
    {
        while (true)
        {
            Task wait = null;
            List<TaskCompletionSource> flushed = null;
            lock (_state)
            {
                if (!ReferenceEquals(_writer, connection) || _phase != Phase.Active || connection.IsClosed) return false;
                if (_urgent.Count + _resend.Count + _pending.Count > 0)
                {
                    batch.AddRange(_urgent);
                    batch.AddRange(_resend);
                    _urgent.Clear();
                    _resend.Clear();
                    batch.AddRange(_pending);
                    if (_pending.Count > LargeBatch) _pending = [];
                    else _pending.Clear();
                    return true;
                }

                if (frames.Length == 0)
                {
                    (flushed, _flushes) = (_flushes, []);
                    wait = (_wake ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }
            }

            if (wait is null)
            {
                await frames.Flush(connection).ConfigureAwait(false);
                continue;
            }

            foreach (var marker in flushed) marker.TrySetResult();
            await wait.ConfigureAwait(false);
        }
    }

    private void TakeUrgent(Connection connection, OutboundFrames frames)
    {
        List<Outbound> urgent;
        lock (_state)
        {
            if (_urgent.Count == 0 || !ReferenceEquals(_writer, connection)) return;
            (urgent, _urgent) = (_urgent, []);
        }

        foreach (var message in urgent) frames.Add(message);
    }
}
