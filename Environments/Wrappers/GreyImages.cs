namespace AkkaDreamer.Environments;

/// <summary>Turns every image [H, W, 3] into grey levels [H, W, 1] by its luminance (ITU-R BT.601: 0.299 red, 0.587 green, 0.114 blue), rounded. Vectors and images that are grey already pass unchanged.</summary>
public sealed class GreyImages(IEnvironment inner) : ObservationWrapper(inner)
{
    /// <inheritdoc/>
    public override EnvironmentSpaces Spaces { get; } = inner.Spaces with
    {
        Observations = [.. inner.Spaces.Observations.Select(space => IsColour(space) ? space with { Shape = [space.Shape[0], space.Shape[1], 1] } : space)],
    };

    /// <inheritdoc/>
    protected override Array Change(ObservationSpace space, Array array)
    {
        if (!IsColour(space)) return array;
        var (colour, grey) = ((byte[])array, new byte[array.Length / 3]);
        for (var i = 0; i < grey.Length; i++) grey[i] = (byte)Math.Round((0.299 * colour[3 * i]) + (0.587 * colour[(3 * i) + 1]) + (0.114 * colour[(3 * i) + 2]));
        return grey;
    }

    private static bool IsColour(ObservationSpace space) => space.IsImage && space.Shape[2] == 3;
}
