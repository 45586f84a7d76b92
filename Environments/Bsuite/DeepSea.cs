namespace AkkaDreamer.Environments.Bsuite;

/// <summary>
/// Deep sea (bsuite; Osband et al. 2020): a diver starts at the upper left of N x N cells and sinks one row a decision, one column to the left or to the right (not beyond the edges). Right costs 0.01 / N; right in the
/// last column, which only N - 1 times right before reaches, pays 1. After N decisions the episode ends for good; the best return is 0.99, one path in 2^N.
/// Observation: <c>sea</c> float32 [N, N], 1 where the diver is, nothing after the last row. Two discrete actions.
/// </summary>
public sealed class DeepSea : IEnvironment
{
    private const double MoveCost = 0.01;
    private readonly DeepSeaOptions options;
    private readonly bool[] firstGoesRight; // per cell: whether action 0 goes right
    private EpisodeRandom random = new(0);
    private int row = -1;
    private int column;

    /// <summary>A sea under options.</summary>
    public DeepSea(DeepSeaOptions options)
    {
        this.options = options;
        var mapping = new EpisodeRandom((ulong)options.Mapping);
        firstGoesRight = [.. Enumerable.Range(0, options.Size * options.Size).Select(_ => options.Mapping != 0 && mapping.NextInt32(2) == 0)];
        Spaces = EnvironmentSpaces.Of(new DiscreteActions(2), ObservationSpace.Vector("sea", options.Size, options.Size));
    }

    /// <inheritdoc/>
    public EnvironmentSpaces Spaces { get; }

    /// <inheritdoc/>
    public EnvironmentStep Reset(ulong seed)
    {
        random = new EpisodeRandom(seed);
        (row, column) = (0, 0);
        return EnvironmentStep.First(Observe());
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (row < 0) throw new InvalidOperationException("deep-sea: the episode has ended or was never begun; call Reset first.");
        var size = options.Size;
        var goesRight = (ActionVector.Choice(action, 2) == 0) == firstGoesRight[(row * size) + column];
        var reward = 0.0;
        if (column == size - 1 && goesRight) reward += 1;
        if (options.Stochastic && row == size - 1 && (column == 0 || column == size - 1)) reward += random.NextNormal();
        if (goesRight) reward -= MoveCost / size;
        if (!goesRight) column = Math.Max(0, column - 1);
        else if (!options.Stochastic || random.NextDouble() > 1.0 / size) column = Math.Min(size - 1, column + 1);
        row++;
        var seen = Observe();
        if (row < size) return EnvironmentStep.Next(seen, (float)reward);
        row = -1;
        return EnvironmentStep.End(seen, (float)reward);
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private Observation Observe()
    {
        var sea = new float[options.Size * options.Size];
        if (row < options.Size) sea[(row * options.Size) + column] = 1;
        return Observation.Of(sea);
    }
}
