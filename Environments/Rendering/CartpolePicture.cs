namespace AkkaDreamer.Environments;

/// <summary>
/// Draws cart and pole as the suite's fixed camera sees them: 4 m in front of the rail at the height of the cart, 45 degrees high, so that the picture spans 3.3 m and the cart leaves it at its
/// limits. Shapes and projection are the suite's; colours are our own, and there is no light, shadow or reflection.
/// </summary>
internal static class CartpolePicture
{
    private const double PixelsPerMetre = Canvas.Size / (2 * 4 * 0.41421356237309503); // 2 x 4 m x tan(22.5 degrees)
    private const double Middle = Canvas.Size / 2.0;

    private static readonly Canvas Background = DrawBackground();

    public static byte[] Draw(CartpoleState state)
    {
        var canvas = new Canvas(Background);
        var x = Middle + (PixelsPerMetre * state.Position);
        var (sin, cos) = Math.SinCos(state.Angle);
        canvas.Box(x, Middle, PixelsPerMetre * 0.2, PixelsPerMetre * 0.1, new Colour(196, 148, 72));
        canvas.Capsule(x, Middle, x + (PixelsPerMetre * sin), Middle - (PixelsPerMetre * cos), PixelsPerMetre * 0.045, new Colour(240, 208, 130));
        return canvas.Pixels;
    }

    private static Canvas DrawBackground()
    {
        var canvas = new Canvas(new Colour(58, 82, 118));
        canvas.Box(Middle, 58, 40, 7, new Colour(34, 44, 62));
        canvas.Capsule(-4, Middle, Canvas.Size + 4, Middle, PixelsPerMetre * 0.02, new Colour(100, 108, 124));
        return canvas;
    }
}
