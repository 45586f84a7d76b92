namespace AkkaDreamer.Environments;

/// <summary>Cells of a board on a <see cref="Canvas"/>: the upper left corner of the first, and the size of each, in pixels.</summary>
internal readonly record struct Grid(double Left, double Top, double Width, double Height)
{
    /// <summary>A box around the middle of a cell, with half its width and height.</summary>
    public void Fill(Canvas canvas, int column, int row, double halfWidth, double halfHeight, Colour colour) =>
        canvas.Box(Left + (Width * (column + 0.5)), Top + (Height * (row + 0.5)), halfWidth, halfHeight, colour);
}
