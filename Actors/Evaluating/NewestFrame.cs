using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Evaluating;

/// <summary>What an image observation shows to people: of stacked frames the newest one, grey or in colour.</summary>
public static class NewestFrame
{
    /// <summary>RGB bytes [H, W, 3] of an image [H, W, C]: its last three channels where they come in threes, else its last one in grey.</summary>
    public static byte[] Of(ObservationSpace space, byte[] image)
    {
        var channels = space.Shape[2];
        if (channels == 3) return image;
        var rgb = new byte[3 * (image.Length / channels)];
        for (var (to, end) = (0, channels); to < rgb.Length; to += 3, end += channels)
            for (var c = 0; c < 3; c++) rgb[to + c] = image[channels % 3 == 0 ? end - 3 + c : end - 1];
        return rgb;
    }
}
