namespace AkkaDreamer.Environments;

/// <summary>How pictures are resized.</summary>
public enum ImageFilter
{
    /// <summary>Each new pixel is the mean of the area that it covers, rounded once, half to even.</summary>
    Area,

    /// <summary>
    /// Each new pixel is a mean weighted by a triangle over twice the area that it covers, rows and columns one after the other, each rounded to bytes: what Pillow calls BILINEAR, to the bit.
    /// </summary>
    Triangle,
}
