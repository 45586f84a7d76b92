using System.Buffers.Binary;
using System.Net.Sockets;
using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>What is done with the frames of a connection. False ends the connection.</summary>
internal delegate bool FrameHandler(ReadOnlySpan<byte> frame);

/// <summary>One TCP connection, plain or TLS: frames in, frames out.</summary>
internal sealed class Connection(Socket socket, Stream stream, bool inbound, int maximumFrameSize, FailureDetector detector)
{
    private const int FirstBufferSize = 16 * 1024;
    private const int LargestHello = 4 * 1024;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _buffer = new byte[FirstBufferSize];
    private int _begin;
    private int _end;
    private long _written;
    private long _writtenAtLastBeat;
    private int _closed;
    private int _beating;
    private byte[] _latest;

    public bool IsInbound { get; } = inbound;

    /// <summary>Known after the first frame of the other side.</summary>
    public Address Remote { get; set; }

    public int RemoteUid { get; set; }

    /// <summary>Names the numbering of the other side's system messages.</summary>
    public long RemoteStream { get; set; }

    public bool IsClosed => Volatile.Read(ref _closed) == 1;

    /// <summary>Why this side closed it; null when the other side did.</summary>
    public string CloseReason { get; private set; }

    /// <summary>What the other side said last.</summary>
    public DisassociateInfo? Farewell { get; set; }

    /// <summary>The first frame, which is small: whoever sends something else gets no more memory than that.</summary>
    /// <exception cref="IOException">The connection ended, or no such frame came.</exception>
    public async Task<byte[]> ReadHello(CancellationToken cancel)
    {
        while (true)
        {
            if (_end - _begin >= FrameWriter.LengthSize)
            {
                var size = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_begin));
                if (size is < 2 or > LargestHello) throw new IOException($"A connection must begin with a frame of at most {LargestHello} bytes, and there was one of {size}.");
                if (_end - _begin - FrameWriter.LengthSize >= size)
                {
                    var frame = _buffer.AsSpan(_begin + FrameWriter.LengthSize, size).ToArray();
                    _begin += FrameWriter.LengthSize + size;
                    return frame;
                }
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancel).ConfigureAwait(false);
            if (read == 0) throw new IOException("The connection was closed before the other side had said who it is.");
            _end += read;
        }
    }

    /// <summary>Reads until the connection ends. Returns why; null when it was ended in the ordinary way.</summary>
    public async Task<Exception> ReadFrames(FrameHandler handle, Action afterEach)
    {
        try
        {
            while (true)
            {
                if (!HandleBuffered(handle, out var wanted)) return null;
                afterEach();
                MakeRoom(wanted);
                var read = await stream.ReadAsync(_buffer.AsMemory(_end)).ConfigureAwait(false);
                if (read == 0) return null;
                _end += read;
                detector.HeartBeat();
            }
        }
        catch (Exception e)
        {
            return IsClosed ? null : e;
        }
    }

    public async ValueTask Write(ReadOnlyMemory<byte> frames)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(frames).ConfigureAwait(false);
            Interlocked.Add(ref _written, frames.Length);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// Writes a frame of which only the newest counts, and does not wait for it: a reader must never wait for a writer, or two systems could wait for each other. A failure ends
    /// the connection, which the reader hears.
    /// </summary>
    public void WriteLatest(byte[] frame)
    {
        if (Interlocked.Exchange(ref _latest, frame) is null) _ = WriteUntilNoneIsNewer();

        async Task WriteUntilNoneIsNewer()
        {
            try
            {
                for (var current = Volatile.Read(ref _latest); current is not null; current = Volatile.Read(ref _latest))
                {
                    await Write(current).ConfigureAwait(false);
                    if (ReferenceEquals(Interlocked.CompareExchange(ref _latest, null, current), current)) return;
                }
            }
            catch (Exception e)
            {
                Close($"writing failed: {e.Message}");
            }
        }
    }

    /// <summary>Called in every interval of heartbeats: speaks when nobody else did, and ends a connection whose other side is silent.</summary>
    public void Beat()
    {
        if (!detector.IsAvailable)
        {
            Close("no traffic from the other side for longer than akka.remote.transport-failure-detector allows");
            return;
        }

        var written = Interlocked.Read(ref _written);
        var quiet = written == Interlocked.Exchange(ref _writtenAtLastBeat, written);
        if (quiet && Interlocked.Exchange(ref _beating, 1) == 0) _ = BeatOnce();

        async Task BeatOnce()
        {
            try
            {
                await Write(FrameWriter.Heartbeat).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Close($"writing failed: {e.Message}");
            }
            finally
            {
                Volatile.Write(ref _beating, 0);
            }
        }
    }

    /// <summary>Says why, if there is room on the wire, and closes once the other side has had time to read it.</summary>
    public async Task Disassociate(DisassociateInfo reason, TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience);
        try
        {
            await Write(FrameWriter.Disassociate(reason)).AsTask().WaitAsync(enough.Token).ConfigureAwait(false);
            CloseReason ??= reason.ToString();
            if (stream is System.Net.Security.SslStream tls) await tls.ShutdownAsync().WaitAsync(enough.Token).ConfigureAwait(false);
            socket.Shutdown(SocketShutdown.Send);

            // Closing with unread bytes would reset the connection, and the other side would lose what it has not read yet: it closes first.
            await _ended.Task.WaitAsync(enough.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            CloseReason ??= e.Message; // nobody listens any more
        }

        Close(reason.ToString());
    }

    public void Close(string reason)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1) return;
        CloseReason ??= reason;
        stream.Dispose();
        socket.Dispose();
        _ended.TrySetResult();
    }

    private bool HandleBuffered(FrameHandler handle, out int wanted)
    {
        wanted = 0;
        while (_end - _begin >= FrameWriter.LengthSize)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_begin));
            if (size < 2 || size > maximumFrameSize)
            {
                Close($"a frame of {size} bytes, where at most {maximumFrameSize} are allowed (maximum-frame-size)");
                return false;
            }

            if (_end - _begin - FrameWriter.LengthSize < size)
            {
                wanted = FrameWriter.LengthSize + size;
                return true;
            }

            if (!handle(_buffer.AsSpan(_begin + FrameWriter.LengthSize, size))) return false;
            _begin += FrameWriter.LengthSize + size;
        }

        return true;
    }

    /// <summary>Grows by doubling, while the frame that was announced really comes.</summary>
    private void MakeRoom(int wanted)
    {
        var left = _end - _begin;
        if (_end == _buffer.Length && _begin == 0)
        {
            Array.Resize(ref _buffer, Math.Min(Math.Max(wanted, FirstBufferSize), _buffer.Length * 2));
        }
        else if (_begin > 0 && (left == 0 || _begin + wanted > _buffer.Length || _end == _buffer.Length))
        {
            _buffer.AsSpan(_begin, left).CopyTo(_buffer);
            (_begin, _end) = (0, left);
        }
    }
}
