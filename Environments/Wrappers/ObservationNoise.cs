namespace AkkaDreamer.Environments;

/// <summary>
/// Adds Gaussian noise of <paramref name="sigma"/> grey levels to every observation: images are rounded and clipped to 0..255, vectors get sigma / 255. The draws belong to the episode's seed.
/// </summary>
public sealed class ObservationNoise(IEnvironment inner, double sigma) : ObservationWrapper(inner)
{
    private readonly double sigma = double.IsFinite(sigma) && sigma >= 0 ? sigma : throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "The noise's sigma is 0 or more grey levels.");
    private EpisodeRandom random = new(0);

    /// <inheritdoc/>
    public override EnvironmentStep Reset(ulong seed)
    {
        random = new EpisodeRandom(~seed);
        return base.Reset(seed);
    }

    /// <inheritdoc/>
    protected override Array Change(ObservationSpace space, Array array)
    {
        if (array is byte[] image)
        {
            for (var i = 0; i < image.Length; i++) image[i] = (byte)Math.Clamp(Math.Round(image[i] + (sigma * random.NextNormal())), 0, 255);
        }
        else
        {
            var vector = (float[])array;
            for (var i = 0; i < vector.Length; i++) vector[i] += (float)(sigma / 255 * random.NextNormal());
        }

        return array;
    }
}
