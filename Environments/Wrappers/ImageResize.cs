using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>Resizes every image [H, W, C] to [<paramref name="height"/>, <paramref name="width"/>, C] by averaging the area that each new pixel covers. Vectors pass unchanged.</summary>
public sealed class ImageResize(IEnvironment inner, int height, int width) : ObservationWrapper(inner)
{
    private readonly ImmutableDictionary<string, ImageScale> scales =
        inner.Spaces.Observations.Where(space => space.IsImage).ToImmutableDictionary(space => space.Name, space => new ImageScale(ImageFilter.Area, space.Shape[0], space.Shape[1], height, width));

    /// <inheritdoc/>
    public override EnvironmentSpaces Spaces { get; } = inner.Spaces with
    {
        Observations = [.. inner.Spaces.Observations.Select(space => space.IsImage ? space with { Shape = [height, width, space.Shape[2]] } : space)],
    };

    /// <inheritdoc/>
    protected override Array Change(ObservationSpace space, Array array) => space.IsImage ? scales[space.Name].Resize((byte[])array, space.Shape[2]) : array;
}
