using System.Threading.Channels;

namespace Akka.Persistence.Sql.Journal;

/// <summary>Puts waiting writes together, so that one transaction carries as many as have come while the one before was under way.</summary>
internal sealed class WriteQueue
{
    private readonly Channel<(IReadOnlyList<JournalRow> Rows, TaskCompletionSource Done)> _waiting;
    private readonly Func<IReadOnlyList<JournalRow>, Task> _write;
    private readonly int _batchSize;
    private readonly int _bufferSize;
    private readonly CancellationToken _shutdown;
    private readonly Lock _taking = new();

    public WriteQueue(Func<IReadOnlyList<JournalRow>, Task> write, int bufferSize, int batchSize, int parallelism, CancellationToken shutdown)
    {
        (_write, _bufferSize, _batchSize, _shutdown) = (write, bufferSize, batchSize, shutdown);
        _waiting = Channel.CreateBounded<(IReadOnlyList<JournalRow>, TaskCompletionSource)>(bufferSize);
        for (var i = 0; i < parallelism; i++)
            _ = Task.Run(Work, CancellationToken.None);
    }

    /// <summary>The rows stay together in one transaction; the task ends when it is committed.</summary>
    /// <exception cref="InvalidOperationException">Too many writes are waiting.</exception>
    public async Task Add(IReadOnlyList<JournalRow> rows)
    {
        if (rows.Count == 0)
            return;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_waiting.Writer.TryWrite((rows, done)))
            throw new InvalidOperationException(
                $"Failed to enqueue journal row batch write, the queue buffer was full ({_bufferSize} elements)");
        await using var registration = _shutdown.Register(() => done.TrySetCanceled(_shutdown));
        await done.Task.ConfigureAwait(false);
    }

    private async Task Work()
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(_shutdown).ConfigureAwait(false))
                await Write(Take()).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_shutdown.IsCancellationRequested)
        {
            // The journal has stopped; those who wait were told by their own registration.
        }
    }

    private List<(IReadOnlyList<JournalRow> Rows, TaskCompletionSource Done)> Take()
    {
        var taken = new List<(IReadOnlyList<JournalRow> Rows, TaskCompletionSource Done)>();
        var count = 0;
        lock (_taking)
        {
            while (_waiting.Reader.TryPeek(out var next) && (taken.Count == 0 || count + next.Rows.Count <= _batchSize))
            {
                _waiting.Reader.TryRead(out next);
                taken.Add(next);
                count += next.Rows.Count;
            }
        }
        return taken;
    }

    private async Task Write(List<(IReadOnlyList<JournalRow> Rows, TaskCompletionSource Done)> taken)
    {
        if (taken.Count == 0)
            return;
        try
        {
            await _write([.. taken.SelectMany(entry => entry.Rows)]).ConfigureAwait(false);
            taken.ForEach(entry => entry.Done.TrySetResult());
        }
        catch (Exception e)
        {
            taken.ForEach(entry => entry.Done.TrySetException(e));
        }
    }
}
