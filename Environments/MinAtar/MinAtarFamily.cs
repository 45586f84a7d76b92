namespace AkkaDreamer.Environments.MinAtar;

/// <summary>
/// The family <c>minatar</c>: five games, in code of our own, nothing to install. Random returns are those of the published games under uniformly random actions out of six; the returns to reach are the best of the
/// baselines of the reference after 5 million frames.
/// </summary>
public static class MinAtarFamily
{
    /// <summary>As the catalog lists it.</summary>
    public static TaskFamily Family { get; } = TaskFamily.Listed(
        "minatar", "Five Atari games in miniature on a board of 10 x 10 (Young and Tian 2019); embedded, needs nothing.",
        Task("breakout", "Knock bricks out of a wall with a ball: +1 a brick, ends when the ball is missed; board of 4 planes.", 0.55, 17.5, _ => new Breakout()),
        Task("asterix", "Collect gold and keep away from enemies: +1 for gold, ends at an enemy; board of 4 planes.", 0.47, 20.3, options => new Asterix(options.Ramping)),
        Task("freeway", "Cross a road of eight lanes: +1 for the other side, 2501 frames; board of 7 planes.", 0.12, 50, _ => new Freeway()),
        Task("seaquest", "Shoot fish and submarines, collect divers, surface for air: +1 a kill, up to 10 for six divers; board of 10 planes.", 0.10, 20.5, options => new Seaquest(options.Ramping)),
        Task("space-invaders", "Shoot waves of aliens and keep away from their bullets: +1 an alien; board of 6 planes.", 3.04, 187, options => new SpaceInvaders(options.Ramping)));

    private static TaskDescription Task(string name, string description, double randomReturn, double solvedReturn, Func<MinAtarOptions, MinAtarGame> game) =>
        new($"minatar:{name}", description, [ObservationKind.Vector, ObservationKind.Image, ObservationKind.Both], 1, 0, randomReturn, solvedReturn,
            options => new MinAtarEnvironment(game(options.Minatar), options.Minatar, options.Observation));
}
