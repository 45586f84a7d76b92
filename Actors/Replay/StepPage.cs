namespace AkkaDreamer.Actors.Replay;

/// <summary>A stretch of one stream in memory: a fixed number of steps from a multiple of that number on, in columns (<see cref="StepLayout"/>), each as long as the page.</summary>
internal sealed class StepPage(long stream, long number, long segment, byte[] columns, LatentColumns? latents)
{
    /// <summary>Whose steps.</summary>
    public long Stream { get; } = stream;

    /// <summary>Which page of the stream: step index divided by the steps per page.</summary>
    public long Number { get; } = number;

    /// <summary>The segment that holds the first chunk of it: older segments are not needed for this page.</summary>
    public long Segment { get; } = segment;

    /// <summary>The steps.</summary>
    public byte[] Columns { get; } = columns;

    /// <summary>The latents, when the agent keeps any.</summary>
    public LatentColumns? Latents { get; } = latents;
}

/// <summary>The latents of a page, or of several pages one after the other: h in bfloat16 bits, z as class indices, and which are there.</summary>
internal sealed record LatentColumns(ushort[] Deterministic, byte[] Stochastic, bool[] Valid);
