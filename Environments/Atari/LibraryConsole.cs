using System.Text;

namespace AkkaDreamer.Environments;

/// <summary>A console of libale in this process.</summary>
internal sealed unsafe class LibraryConsole : IAtariConsole
{
    // The library makes and loads consoles through globals of its own.
    private static readonly Lock OneAtATime = new();
    private readonly AleLibrary library;
    private readonly byte[] rom;
    private readonly nint ale;
    private int lives;
    private bool disposed;

    /// <summary>A console with a ROM. Throws <see cref="ArgumentException"/> when there is no such file: the library would end the process.</summary>
    public LibraryConsole(AleLibrary library, AtariGame game, AtariOptions options, AtariPreprocessing preprocessing)
    {
        this.library = library;
        var folder = options.Roms.Length > 0 ? options.Roms : Environment.GetEnvironmentVariable("ALE_ROM_PATH") ?? "";
        var file = Path.GetFullPath(Path.Combine(folder, game.Rom + ".bin"));
        if (folder.Length == 0 || !File.Exists(file))
            throw new ArgumentException($"atari:{game.Name}: there is no ROM {(folder.Length == 0 ? $"folder to look for {game.Rom}.bin in" : $"'{file}'")}; set dreamer.task.atari.roms or the environment variable ALE_ROM_PATH to the folder of your ROMs.");
        rom = Encoding.UTF8.GetBytes(file + '\0');
        lock (OneAtATime)
        {
            ale = library.New();
            fixed (byte* sticky = "repeat_action_probability\0"u8) library.SetFloat(ale, sticky, (float)preprocessing.Sticky);
            Load(0);
        }

        Screen = (library.Height(ale), library.Width(ale));
        var actions = new int[preprocessing.AllActions ? library.LegalSize(ale) : library.MinimalSize(ale)];
        fixed (int* at = actions) (preprocessing.AllActions ? library.Legal : library.Minimal)(ale, at);
        Actions = actions;
    }

    /// <inheritdoc/>
    public (int Height, int Width) Screen { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Actions { get; }

    /// <inheritdoc/>
    public bool IsOver => library.IsOver(ale) != 0;

    /// <inheritdoc/>
    public bool LifeLost { get; private set; }

    /// <inheritdoc/>
    public void Reset(ulong? seed)
    {
        if (seed is { } given)
        {
            // Seeds are read when a ROM is loaded.
            lock (OneAtATime) Load((int)((given ^ (given >> 32)) & 0x7FFFFFFF));
        }

        library.ResetGame(ale);
        (lives, LifeLost) = (library.Lives(ale), false);
    }

    /// <inheritdoc/>
    public float Act(int choice)
    {
        var reward = library.Act(ale, Actions[choice]);
        var left = library.Lives(ale);
        (lives, LifeLost) = (left, left > 0 && left < lives);
        return reward;
    }

    /// <inheritdoc/>
    public byte[] Look()
    {
        var frame = new byte[3 * Screen.Height * Screen.Width];
        fixed (byte* at = frame) library.ScreenRgb(ale, at);
        return frame;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        lock (OneAtATime) library.Delete(ale);
    }

    private void Load(int seed)
    {
        fixed (byte* name = "random_seed\0"u8) library.SetInt(ale, name, seed);
        fixed (byte* file = rom) library.LoadRom(ale, file);
    }
}
