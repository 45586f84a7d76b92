using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Environments;

/// <summary>Options of Atari games, <c>dreamer.task.atari</c>. What is null is as the preset says.</summary>
public sealed record AtariOptions
{
    /// <summary>Whose preprocessing.</summary>
    [Description("Atari: whose way of seeing and playing: DreamerV3's for 200M frames (dreamer-v3) or 400k (dreamer-v3-short), DreamerV2's, TWM's; changed by the options below.")]
    public AtariPreset Preset { get; init; } = AtariPreset.DreamerV3;

    /// <summary>Side of the picture.</summary>
    [Description("Atari: side of the picture in pixels; none = as the preset.")]
    [Range(16, 210)]
    public int? Size { get; init; }

    /// <summary>Grey levels.</summary>
    [Description("Atari: grey levels instead of colours; none = as the preset.")]
    public bool? Grey { get; init; }

    /// <summary>Frames of which the brightest is seen.</summary>
    [Description("Atari: of so many last frames the brightest is seen at each point; none = as the preset.")]
    [Range(1, 4)]
    public int? Pool { get; init; }

    /// <summary>Sticky actions.</summary>
    [Description("Atari: probability per frame that the emulator goes on pressing what was pressed before; none = as the preset.")]
    [Range(0.0, 1.0)]
    public double? Sticky { get; init; }

    /// <summary>No-ops at the start.</summary>
    [Description("Atari: most no-ops at the start of an episode; none = as the preset.")]
    [Range(0, 1000)]
    public int? Noops { get; init; }

    /// <summary>All 18 actions.</summary>
    [Description("Atari: all 18 actions, not only those that do something in the game; none = as the preset.")]
    public bool? AllActions { get; init; }

    /// <summary>FIRE at the start and after each lost life.</summary>
    [Description("Atari: press FIRE at the start and after each lost life in games that wait for it; none = as the preset.")]
    public bool? Fire { get; init; }

    /// <summary>What runs the game.</summary>
    [Description("Atari: what runs the games: library (libale's C interface, in this process), gym (ale_py in a Python process), auto = the library where there is one.")]
    public AtariBackend Backend { get; init; } = AtariBackend.Auto;

    /// <summary>Where libale is.</summary>
    [Description("Atari: path of libale's C library; empty: libale_c.so or libale.so where the system finds it.")]
    public string Library { get; init; } = "";

    /// <summary>Where the ROMs are.</summary>
    [Description("Atari: folder of the ROMs for the library (pong.bin); empty: the environment variable ALE_ROM_PATH. ale_py brings its own.")]
    public string Roms { get; init; } = "";
}
