using System.Buffers.Binary;
using System.Diagnostics;

namespace AkkaDreamer.Environments;

/// <summary>Frames over a pair of pipes and, once there is any, shared memory (see <see cref="Wire"/>). One thread at a time on each side of it. What is read stays valid until the next frame is begun.</summary>
internal sealed class FrameStream(Stream input, Stream output) : IDisposable
{
    private const uint IsShared = 0x8000_0000;
    private readonly byte[] word = new byte[4];
    private byte[] writing = new byte[4096];
    private byte[] reading = new byte[4096];
    private readonly BriefWait wait = new();
    private bool sharing;
    private uint received; // frames through the memory that is there now

    /// <summary>Memory through which steps go; null: none.</summary>
    public SharedFrames? Shared
    {
        get;
        set => (field, received) = (value, 0);
    }

    /// <summary>Where the next frame of <paramref name="bytes"/> bytes, head and payload, is written before it is sent: in shared memory where it is allowed and has room.</summary>
    public Span<byte> Begin(byte kind, int bytes, bool mayShare)
    {
        sharing = mayShare && Shared is not null && bytes <= Shared.Outgoing.Length;
        if (!sharing && writing.Length < bytes + 4) writing = new byte[bytes + 4];
        var frame = sharing ? Shared!.Outgoing[..bytes] : writing.AsSpan(4, bytes);
        frame[..Wire.Head].Clear();
        frame[0] = kind;
        return frame[Wire.Head..];
    }

    /// <summary>Sends what was begun, of which <paramref name="bytes"/>, head and payload, count.</summary>
    public void Send(int bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(writing, (uint)bytes | (sharing ? IsShared : 0));
        output.Write(writing, 0, sharing ? 4 : bytes + 4);
        output.Flush();
        if (sharing) Shared!.Count();
    }

    /// <summary>Sends a frame of these bytes through the pipe.</summary>
    public void Say(byte kind, ReadOnlySpan<byte> payload)
    {
        payload.CopyTo(Begin(kind, Wire.Head + payload.Length, mayShare: false));
        Send(Wire.Head + payload.Length);
    }

    /// <summary>
    /// The next frame, head and payload. Throws <see cref="EndOfStreamException"/> at the end, <see cref="WireException"/> when it says that it is longer than <paramref name="most"/> bytes or shorter than its head.
    /// </summary>
    public ReadOnlySpan<byte> Receive(int most)
    {
        var began = Stopwatch.GetTimestamp();
        while (Shared is { } memory && memory.Arrived != received + 1 && wait.Looks(began)) Thread.SpinWait(8);
        input.ReadExactly(word);
        if (Shared is not null) wait.Note(began);
        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(word);
        if ((bytes & IsShared) != 0 && Shared is not null)
        {
            bytes &= ~IsShared;
            received++;
            return bytes >= Wire.Head && bytes <= Shared.Incoming.Length ? Shared.Incoming[..(int)bytes] : throw Nonsense(bytes, Shared.Incoming.Length);
        }

        if (bytes < Wire.Head || bytes > most) throw Nonsense(bytes, most);
        if (reading.Length < bytes) reading = new byte[bytes];
        input.ReadExactly(reading, 0, (int)bytes);
        return reading.AsSpan(0, (int)bytes);
    }

    /// <summary>What still comes until the end, at most <paramref name="most"/> bytes: for words about nonsense.</summary>
    public byte[] Rest(int most)
    {
        var rest = new byte[most];
        try
        {
            return rest[..input.ReadAtLeast(rest, most, throwOnEndOfStream: false)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        output.Dispose();
        input.Dispose();
        Shared?.Dispose();
        Shared = null;
    }

    private WireException Nonsense(uint bytes, int most) => new($"a frame of {bytes} bytes, where {Wire.Head} to {most} may come, or {Shown.Bytes(word)} as text");
}
