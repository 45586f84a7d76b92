using System.Collections.Immutable;

namespace AkkaDreamer.Environments.MinAtar;

/// <summary>
/// One of the five games of MinAtar (Young and Tian 2019, arXiv 1903.03176), written from its rules. Observations: <c>board</c> float32 [10, 10, C], a binary plane per kind of thing (y from the top, x, plane);
/// <c>image</c> uint8 [64, 64, 3], a colour per plane. Discrete actions: six, or those the game knows (<see cref="MinAtarOptions.Actions"/>). One frame a step. With p = <see cref="MinAtarOptions.Sticky"/> a frame carries out
/// the action carried out last instead of the one given; an episode begins with none, so that equal seeds give equal episodes (the reference goes on from the last episode's).
/// </summary>
public sealed class MinAtarEnvironment : IEnvironment
{
    private readonly MinAtarGame game;
    private readonly MinAtarOptions options;
    private readonly ObservationKind observed;
    private readonly ImmutableArray<MinAtarAction> actions;
    private EpisodeRandom random = new(0);
    private MinAtarAction last;
    private bool playing;

    internal MinAtarEnvironment(MinAtarGame game, MinAtarOptions options, ObservationKind observed)
    {
        (this.game, this.options, this.observed) = (game, options, observed);
        actions = options.Actions == MinAtarActionSet.Full ? [.. Enum.GetValues<MinAtarAction>()] : game.Actions;
        var spaces = ImmutableArray.CreateBuilder<ObservationSpace>();
        if (observed != ObservationKind.Image) spaces.Add(ObservationSpace.Vector("board", MinAtarGame.Size, MinAtarGame.Size, game.Planes.Length));
        if (observed != ObservationKind.Vector) spaces.Add(Canvas.Space);
        Spaces = new EnvironmentSpaces(spaces.ToImmutable(), new DiscreteActions(actions.Length));
    }

    /// <inheritdoc/>
    public EnvironmentSpaces Spaces { get; }

    /// <inheritdoc/>
    public EnvironmentStep Reset(ulong seed)
    {
        random = new EpisodeRandom(seed);
        game.Start(random);
        (last, playing) = (MinAtarAction.None, true);
        return EnvironmentStep.First(Observe());
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (!playing) throw new InvalidOperationException("minatar: the episode has ended or was never begun; call Reset first.");
        var given = actions[ActionVector.Choice(action, actions.Length)];
        if (options.Sticky == 0 || random.NextDouble() >= options.Sticky) last = given;
        var (reward, ends) = game.Play(last);
        playing = !ends;
        return ends ? EnvironmentStep.End(Observe(), reward) : EnvironmentStep.Next(Observe(), reward);
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private Observation Observe()
    {
        var board = new Board(game.Planes.Length);
        game.Show(board);
        return observed switch
        {
            ObservationKind.Vector => Observation.Of(board.Cells),
            ObservationKind.Image => Observation.Of(MinAtarPicture.Draw(board, game.Looks)),
            _ => Observation.OfAll(board.Cells, MinAtarPicture.Draw(board, game.Looks)),
        };
    }
}
