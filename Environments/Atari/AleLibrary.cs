using System.Runtime.InteropServices;

namespace AkkaDreamer.Environments;

/// <summary>
/// libale's C interface (ale_c_wrapper.h, releases up to 0.6.1, or a later libale built with such a file), loaded when the first game is opened. It is the user's and never comes with us.
/// </summary>
internal sealed unsafe class AleLibrary
{
    private static readonly Dictionary<string, AleLibrary> Loaded = [];

    private AleLibrary(nint handle, string path)
    {
        nint Symbol(string name) => NativeLibrary.TryGetExport(handle, name, out var symbol)
            ? symbol
            : throw new ArgumentException($"'{path}' has no function '{name}': it is not the C interface of the Arcade Learning Environment (libale_c.so of 0.6.1). Set dreamer.task.atari.library, or dreamer.task.atari.backend = gym.");
        New = (delegate* unmanaged<nint>)Symbol("ALE_new");
        Delete = (delegate* unmanaged<nint, void>)Symbol("ALE_del");
        SetInt = (delegate* unmanaged<nint, byte*, int, void>)Symbol("setInt");
        SetFloat = (delegate* unmanaged<nint, byte*, float, void>)Symbol("setFloat");
        LoadRom = (delegate* unmanaged<nint, byte*, void>)Symbol("loadROM");
        Act = (delegate* unmanaged<nint, int, int>)Symbol("act");
        IsOver = (delegate* unmanaged<nint, byte>)Symbol("game_over");
        ResetGame = (delegate* unmanaged<nint, void>)Symbol("reset_game");
        Lives = (delegate* unmanaged<nint, int>)Symbol("lives");
        LegalSize = (delegate* unmanaged<nint, int>)Symbol("getLegalActionSize");
        Legal = (delegate* unmanaged<nint, int*, void>)Symbol("getLegalActionSet");
        MinimalSize = (delegate* unmanaged<nint, int>)Symbol("getMinimalActionSize");
        Minimal = (delegate* unmanaged<nint, int*, void>)Symbol("getMinimalActionSet");
        Width = (delegate* unmanaged<nint, int>)Symbol("getScreenWidth");
        Height = (delegate* unmanaged<nint, int>)Symbol("getScreenHeight");
        ScreenRgb = (delegate* unmanaged<nint, byte*, void>)Symbol("getScreenRGB");
        if (NativeLibrary.TryGetExport(handle, "setLoggerMode", out var logger)) ((delegate* unmanaged<int, void>)logger)(2); // errors only
    }

    public delegate* unmanaged<nint> New { get; }

    public delegate* unmanaged<nint, void> Delete { get; }

    public delegate* unmanaged<nint, byte*, int, void> SetInt { get; }

    public delegate* unmanaged<nint, byte*, float, void> SetFloat { get; }

    public delegate* unmanaged<nint, byte*, void> LoadRom { get; }

    public delegate* unmanaged<nint, int, int> Act { get; }

    public delegate* unmanaged<nint, byte> IsOver { get; }

    public delegate* unmanaged<nint, void> ResetGame { get; }

    public delegate* unmanaged<nint, int> Lives { get; }

    public delegate* unmanaged<nint, int> LegalSize { get; }

    public delegate* unmanaged<nint, int*, void> Legal { get; }

    public delegate* unmanaged<nint, int> MinimalSize { get; }

    public delegate* unmanaged<nint, int*, void> Minimal { get; }

    public delegate* unmanaged<nint, int> Width { get; }

    public delegate* unmanaged<nint, int> Height { get; }

    public delegate* unmanaged<nint, byte*, void> ScreenRgb { get; }

    /// <summary>The library at a path, or where the system finds one with a C interface when that is empty; null when there is none. Throws <see cref="ArgumentException"/> when it is another library.</summary>
    public static AleLibrary? Find(string path)
    {
        lock (Loaded)
        {
            foreach (var name in path.Length > 0 ? [path] : new[] { "libale_c.so", "libale.so" })
            {
                if (Loaded.TryGetValue(name, out var known)) return known;
                if (!NativeLibrary.TryLoad(name, out var handle)) continue;
                if (path.Length > 0 || NativeLibrary.TryGetExport(handle, "ALE_new", out _)) return Loaded[name] = new AleLibrary(handle, name);
                NativeLibrary.Free(handle); // nobody asked for it: a later libale, which has no C interface
            }
        }

        return null;
    }
}
