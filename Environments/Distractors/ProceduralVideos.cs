namespace AkkaDreamer.Environments.Distractors;

/// <summary>Videos made from seeds; those of the two sets come from different ones.</summary>
internal sealed class ProceduralVideos(BackgroundSet set, int count) : IBackgroundVideos
{
    public int Count => count;

    public BackgroundVideo Open(int index, int height, int width, bool isGrey) => new ProceduralVideo(Seed(index), height, width, isGrey);

    private ulong Seed(int index) => new EpisodeRandom(((ulong)index << 1) | (set == BackgroundSet.Test ? 1UL : 0)).NextUInt64();
}
