using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>One line of a chart: points in order of x; <paramref name="Dots"/> draws the points alone.</summary>
public sealed record ChartLine(string Name, ImmutableArray<(double X, double Y)> Points, (byte Red, byte Green, byte Blue) Colour, bool Dots = false)
{
    /// <summary>What is shaded around the line, in order of x: an interval at each place; nothing by default.</summary>
    public ImmutableArray<(double X, double Low, double High)> Band { get; init; } = [];
}
