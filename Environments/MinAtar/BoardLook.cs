namespace AkkaDreamer.Environments.MinAtar;

/// <summary>How the things of one plane are painted: their colour, and how much of a cell they fill (1 = all of it, so that what lies under smaller things stays visible).</summary>
internal readonly record struct BoardLook(int Plane, Colour Colour, double Fill = 1);
