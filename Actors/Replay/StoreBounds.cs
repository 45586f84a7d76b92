using System.Globalization;

namespace AkkaDreamer.Actors.Replay;

/// <summary>How much the store may hold, worked out and checked before anything starts.</summary>
/// <param name="PageSteps">Steps per page, a power of two.</param>
/// <param name="Pages">The most pages.</param>
/// <param name="PageBytes">Bytes of one page: steps, latents and its own bookkeeping.</param>
/// <param name="FixedBytes">Bytes beside the pages: batches on loan, chunks on their way to the disk.</param>
/// <param name="Arithmetic">How the numbers came about, one line.</param>
public sealed record StoreBounds(int PageSteps, int Pages, long PageBytes, long FixedBytes, string Arithmetic)
{
    private const int PageObjects = 256; // array headers, queue entries
    private const int ChunkFact = 96; // a chunk in the journal's state
    private const long LargestPage = 1 << 20;

    /// <summary>The most steps held.</summary>
    public long Steps => (long)Pages * PageSteps;

    /// <summary>The most bytes held.</summary>
    public long Bytes => (Pages * PageBytes) + FixedBytes;

    /// <summary>
    /// Works the bounds out. <paramref name="samplerBytes"/>: what the sampler remembers of a step, at most. Throws <see cref="ArgumentException"/> with the arithmetic when they cannot hold what the settings need.
    /// </summary>
    public static StoreBounds Of(StepLayout layout, long capacitySteps, long capacityBytes, int environments, int batch, int length, int chunk, int samplerBytes = 0)
    {
        var perStep = layout.StepBytes + layout.LatentBytes;
        var pageSteps = 16;
        while (pageSteps < 1024 && 2L * pageSteps * perStep <= LargestPage && 2L * pageSteps * 4 * environments <= capacitySteps) pageSteps *= 2;
        var pageBytes = (pageSteps * ((long)perStep + samplerBytes)) + PageObjects + (ChunkFact * ((pageSteps / chunk) + 1L));
        var fixedBytes = (3L * batch * (length + 1) * perStep) + (4L * environments * chunk * perStep);
        var pages = Math.Min(capacitySteps / pageSteps, (capacityBytes - fixedBytes) / pageBytes);
        var needed = environments * (((long)length + 1 + pageSteps - 1) / pageSteps + 2);
        var arithmetic = string.Create(
            CultureInfo.InvariantCulture,
            $"a step takes {layout.StepBytes} B and its latent {layout.LatentBytes} B{(samplerBytes == 0 ? "" : $", what the sampler remembers {samplerBytes} B")}; pages of {pageSteps} steps take {pageBytes} B; batches and chunks in flight take {fixedBytes} B; "
            + $"{capacitySteps} steps and {capacityBytes} B allow {Math.Max(0, pages)} pages");
        if (pages < needed)
            throw new ArgumentException($"The replay cannot hold what training needs: {arithmetic}, but {environments} environments with sequences of {length} need {needed}. Raise dreamer.replay.capacity or dreamer.replay.bytes.");
        return new StoreBounds(pageSteps, (int)Math.Min(pages, int.MaxValue), pageBytes, fixedBytes, arithmetic);
    }
}
