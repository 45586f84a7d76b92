namespace AkkaDreamer.Environments.Distractors;

/// <summary>
/// A video made from its seed: a ground of three layers of smooth noise in two colours (the coarser the stronger, each drifting at its own speed), boxes and discs that cross it, and a light that swells.
/// Everything repeats after <see cref="Frames"/> pictures, so that its end meets its beginning.
/// </summary>
internal sealed class ProceduralVideo : BackgroundVideo
{
    private const int Length = 250;
    private const int Lattice = 16;
    private static readonly (int Cells, double Weight)[] Layers = [(3, 0.55), (6, 0.3), (12, 0.15)];
    private readonly int height;
    private readonly int width;
    private readonly bool isGrey;
    private readonly byte[] picture;
    private readonly double[][] noise;
    private readonly (int X, int Y)[] drift;
    private readonly (double R, double G, double B) dark;
    private readonly (double R, double G, double B) light;
    private readonly Thing[] things;
    private readonly double phase;

    public ProceduralVideo(ulong seed, int height, int width, bool isGrey) : base(height, width)
    {
        (this.height, this.width, this.isGrey) = (height, width, isGrey);
        picture = new byte[height * width * 3];
        var random = new EpisodeRandom(seed);
        (dark, light) = (Colour(random, 10, 110), Colour(random, 90, 250));
        noise = [.. Layers.Select(_ => Enumerable.Range(0, Lattice * Lattice).Select(_ => random.NextDouble()).ToArray())];
        drift = [.. Layers.Select(_ => (random.NextInt32(5) - 2, random.NextInt32(3) - 1))];
        phase = random.Uniform(0, 2 * Math.PI);
        things = [.. Enumerable.Range(0, 3 + random.NextInt32(5)).Select(_ => new Thing(
            random.NextDouble(), random.NextDouble(), random.NextInt32(7) - 3, random.NextInt32(3) - 1, random.Uniform(0.04, 0.2), random.Uniform(0.04, 0.14), random.NextInt32(2) == 0, Colour(random, 0, 255)))];
    }

    /// <summary>Whole crossings of the picture per video make its end meet its beginning.</summary>
    private readonly record struct Thing(double X, double Y, int CrossingsX, int CrossingsY, double HalfWidth, double HalfHeight, bool IsRound, (double R, double G, double B) Colour);

    public override int Frames => Length;

    protected override ReadOnlySpan<byte> Picture(int frame)
    {
        var time = frame / (double)Length;
        var brightness = 0.85 + (0.15 * Math.Sin((2 * Math.PI * 3 * time) + phase));
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var (x, y) = ((column + 0.5) / width, (row + 0.5) / height);
                var shade = 0.0;
                for (var k = 0; k < Layers.Length; k++) shade += Layers[k].Weight * Noise(k, x, y, time);
                shade = Math.Clamp((2 * shade) - 0.5, 0, 1); // smooth noise keeps to the middle
                var colour = Mix(dark, light, shade);
                foreach (var thing in things) colour = Mix(colour, thing.Colour, Cover(thing, x, y, time));
                Put(((row * width) + column) * 3, colour, brightness);
            }
        }

        return picture;
    }

    private void Put(int at, (double R, double G, double B) colour, double brightness)
    {
        if (isGrey) colour.R = colour.G = colour.B = (0.299 * colour.R) + (0.587 * colour.G) + (0.114 * colour.B);
        (picture[at], picture[at + 1], picture[at + 2]) = ((byte)(colour.R * brightness), (byte)(colour.G * brightness), (byte)(colour.B * brightness));
    }

    // Bilinear between the points of a lattice that wraps around after 16.
    private double Noise(int layer, double x, double y, double time)
    {
        var cells = Layers[layer].Cells;
        var (u, v) = ((x * cells) + (time * drift[layer].X * Lattice) + Lattice, (y * cells) + (time * drift[layer].Y * Lattice) + Lattice);
        var (left, top) = ((int)Math.Floor(u), (int)Math.Floor(v));
        var (right, down) = (Smooth(u - left), Smooth(v - top));
        double Point(int i, int k) => noise[layer][(((top + k) & (Lattice - 1)) * Lattice) + ((left + i) & (Lattice - 1))];
        var upper = Point(0, 0) + ((Point(1, 0) - Point(0, 0)) * right);
        var lower = Point(0, 1) + ((Point(1, 1) - Point(0, 1)) * right);
        return upper + ((lower - upper) * down);
    }

    // How much of a point a thing covers, with soft edges; what leaves on one side comes back on the other.
    private static double Cover(Thing thing, double x, double y, double time)
    {
        var (dx, dy) = (Wrapped(x - thing.X - (time * thing.CrossingsX)) / thing.HalfWidth, Wrapped(y - thing.Y - (time * thing.CrossingsY)) / thing.HalfHeight);
        var outside = thing.IsRound ? Math.Sqrt((dx * dx) + (dy * dy)) : Math.Max(Math.Abs(dx), Math.Abs(dy));
        return Math.Clamp((1.1 - outside) * 5, 0, 1);
    }

    private static double Wrapped(double distance) => distance - Math.Round(distance);

    private static double Smooth(double part) => part * part * (3 - (2 * part));

    private static (double R, double G, double B) Colour(EpisodeRandom random, double low, double high) => (random.Uniform(low, high), random.Uniform(low, high), random.Uniform(low, high));

    private static (double R, double G, double B) Mix((double R, double G, double B) one, (double R, double G, double B) other, double share) =>
        share <= 0 ? one : (one.R + ((other.R - one.R) * share), one.G + ((other.G - one.G) * share), one.B + ((other.B - one.B) * share));
}
