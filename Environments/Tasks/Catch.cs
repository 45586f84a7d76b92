using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>
/// Catch, bsuite's board of 10 rows and 5 columns (Osband et al. 2020): a ball starts in a random column of the top row and falls one row a step; the paddle in the bottom row starts in the
/// middle and moves left, stays or moves right (actions 0, 1, 2; the board's edge stops it). When the ball reaches the bottom row the episode ends for good, with reward +1 when the paddle is
/// there, else -1. Every other reward is 0, and an episode has 9 decisions. Observations: <c>board</c> float32 [10, 5], 1 for ball and paddle; <c>image</c> uint8 [64, 64, 3], ball yellow, paddle blue.
/// </summary>
public sealed class Catch : IEnvironment
{
    /// <summary>Rows of the board.</summary>
    public const int Rows = 10;

    /// <summary>Columns of the board.</summary>
    public const int Columns = 5;

    // The board stands upright in the middle of the picture: 6 pixels a cell high, 12 wide, 2 above and below.
    private static readonly Grid Cells = new(Left: 2, Top: 2, Width: 12, Height: 6);

    private readonly ObservationKind observed;
    private int ballRow;
    private int ballColumn;
    private int paddle;
    private bool playing;

    /// <summary>A board of which <paramref name="observed"/> is shown.</summary>
    public Catch(ObservationKind observed = ObservationKind.Vector)
    {
        this.observed = observed;
        var spaces = ImmutableArray.CreateBuilder<ObservationSpace>();
        if (observed != ObservationKind.Image) spaces.Add(new ObservationSpace("board", ElementType.Float32, [Rows, Columns]));
        if (observed != ObservationKind.Vector) spaces.Add(Canvas.Space);
        Spaces = new EnvironmentSpaces(spaces.ToImmutable(), new DiscreteActions(3));
    }

    /// <inheritdoc/>
    public EnvironmentSpaces Spaces { get; }

    /// <inheritdoc/>
    public EnvironmentStep Reset(ulong seed)
    {
        ballRow = 0;
        ballColumn = new EpisodeRandom(seed).NextInt32(Columns);
        paddle = Columns / 2;
        playing = true;
        return new EnvironmentStep(Observe(), 0, IsFirst: true, IsLast: false, IsTerminal: false);
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (!playing) throw new InvalidOperationException("catch: the episode has ended or was never begun; call Reset first.");
        paddle = Math.Clamp(paddle + ActionVector.Choice(action, 3) - 1, 0, Columns - 1);
        ballRow++;
        var ends = ballRow == Rows - 1;
        playing = !ends;
        var reward = !ends ? 0 : paddle == ballColumn ? 1f : -1f;
        return new EnvironmentStep(Observe(), reward, IsFirst: false, IsLast: ends, IsTerminal: ends);
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private Observation Observe() => observed switch
    {
        ObservationKind.Vector => Observation.Of(Board()),
        ObservationKind.Image => Observation.Of(Picture()),
        _ => new Observation([Board(), Picture()]),
    };

    private float[] Board()
    {
        var board = new float[Rows * Columns];
        board[(ballRow * Columns) + ballColumn] = 1;
        board[((Rows - 1) * Columns) + paddle] = 1;
        return board;
    }

    private byte[] Picture()
    {
        var canvas = new Canvas(new Colour(20, 20, 28));
        canvas.Box(32, 32, 30, 30, new Colour(44, 44, 56));
        Cells.Fill(canvas, paddle, Rows - 1, 5.5, 2.5, new Colour(70, 130, 255));
        Cells.Fill(canvas, ballColumn, ballRow, 3, 2.5, new Colour(255, 210, 60));
        return canvas.Pixels;
    }
}
