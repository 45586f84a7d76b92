using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Acting;

/// <summary>The stream an environment begins with: a new number, or, after a lockstep resume, the open stream it captured at the cut.</summary>
public sealed record StreamStart(long Stream, StreamState? Captured)
{
    /// <summary>A new stream.</summary>
    public static StreamStart New(long stream) => new(stream, null);

    /// <summary>The first state of the stream.</summary>
    public StreamState State(ulong seed) => Captured ?? StreamState.Begin(Stream, seed);

    /// <summary>An open stream, from the part that its environment captured. Throws <see cref="InvalidDataException"/> when the part is incomplete.</summary>
    public static StreamStart Open(StateSnapshot part)
    {
        var captured = StreamState.Restore(part);
        return new StreamStart(captured.Stream, captured);
    }
}
