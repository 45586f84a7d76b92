namespace AkkaDreamer.Environments.MinAtar;

/// <summary>Binary planes [10, 10, C] (y, x, plane), row-major, to mark things on.</summary>
internal readonly struct Board(int planes)
{
    /// <summary>The numbers, 0 and 1.</summary>
    public float[] Cells { get; } = new float[MinAtarGame.Size * MinAtarGame.Size * planes];

    /// <summary>Marks a cell; one beside the board is left out.</summary>
    public void Mark(int plane, int x, int y)
    {
        if (x is >= 0 and < MinAtarGame.Size && y is >= 0 and < MinAtarGame.Size) Cells[Index(plane, x, y)] = 1;
    }

    /// <summary>Whether a cell is marked.</summary>
    public bool Has(int plane, int x, int y) => Cells[Index(plane, x, y)] == 1;

    private int Index(int plane, int x, int y) => (((y * MinAtarGame.Size) + x) * planes) + plane;
}
