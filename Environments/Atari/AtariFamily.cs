namespace AkkaDreamer.Environments;

/// <summary>
/// Atari games under two protocols, which differ in their presets (akka.hocon, <c>presets.family</c>): <c>atari:pong</c>, 200 million frames, and <c>atari100k:pong</c>, 100 thousand decisions of four frames.
/// </summary>
internal static class AtariFamily
{
    private const int Repeat = 4;
    private const int MostFrames = 108_000; // half an hour of play

    private const string Needs = "Needs libale's C library and your ROMs (dreamer.task.atari.library, .roms), or Python with gymnasium and ale_py (dreamer.task.gym.python).";

    /// <summary>200 million frames.</summary>
    public static TaskFamily Long { get; } = Family("atari", "Atari games under the protocol of 200 million frames (atari:pong).");

    /// <summary>100 thousand decisions.</summary>
    public static TaskFamily Short { get; } = Family("atari100k", "Atari games under the protocol of 100 thousand decisions (atari100k:pong).");

    private static TaskFamily Family(string family, string help) => new(family, $"{help} {Needs}", [], name =>
    {
        var asked = name[(family.Length + 1)..].Replace('-', '_');
        if (AtariGame.All.FirstOrDefault(game => game.Name == asked || game.Rom == asked) is { } game) return Describe($"{family}:{game.Name}", game);
        var nearest = NearestName.Of(asked, AtariGame.All.Select(game => game.Name));
        throw new ArgumentException($"There is no Atari game '{asked}'{(nearest is null ? "." : $"; did you mean '{family}:{nearest}'?")} Known are: {string.Join(", ", AtariGame.All.Select(game => game.Name))}.");
    });

    private static TaskDescription Describe(string name, AtariGame game) => new(
        name, "An Atari game: pictures, up to 18 discrete actions, all of its lives.", [ObservationKind.Image], Repeat, MostFrames, game.Random, game.Human, options => Open(name, game, options))
    {
        SolvedBy = "a human",
        IsApart = options => Library(options.Atari) is null,
    };

    private static AtariEnvironment Open(string name, AtariGame game, TaskOptions options)
    {
        var how = AtariPreprocessing.Of(options.Atari);
        IAtariConsole console = Library(options.Atari) is { } library ? new LibraryConsole(library, game, options.Atari, how) : new GymConsole(game, options, how);
        try
        {
            return new AtariEnvironment(console, how, options.Repeat > 0 ? options.Repeat : Repeat);
        }
        catch
        {
            console.Dispose();
            throw;
        }
    }

    private static AleLibrary? Library(AtariOptions options) => options.Backend == AtariBackend.Gym ? null : AleLibrary.Find(options.Library) switch
    {
        { } found => found,
        null when options.Library.Length > 0 => throw new ArgumentException($"dreamer.task.atari.library = {options.Library}: there is no such library, or it cannot be loaded."),
        null when options.Backend == AtariBackend.Library => throw new ArgumentException("dreamer.task.atari.backend = library: there is no libale_c.so or libale.so with libale's C interface; set dreamer.task.atari.library to its path."),
        null => null,
    };
}
