using System.Collections.Immutable;

namespace AkkaDreamer.Environments.MinAtar;

/// <summary>A board as a picture of 64 x 64 x 3: cells of 6 x 6 pixels within a margin of 2, one colour a plane. The ground alone is more blue than red and green, as a background must be to be replaced.</summary>
internal static class MinAtarPicture
{
    private static readonly Grid Cells = new(Left: 2, Top: 2, Width: 6, Height: 6);
    private static readonly Canvas Ground = new(new Colour(14, 16, 34));

    public static byte[] Draw(Board board, ImmutableArray<BoardLook> looks)
    {
        var canvas = new Canvas(Ground);
        foreach (var look in looks)
            for (var y = 0; y < MinAtarGame.Size; y++)
                for (var x = 0; x < MinAtarGame.Size; x++)
                    if (board.Has(look.Plane, x, y)) Cells.Fill(canvas, x, y, 3 * look.Fill, 3 * look.Fill, look.Colour);
        return canvas.Pixels;
    }
}
