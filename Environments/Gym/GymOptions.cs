using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Environments;

/// <summary>Options of Gymnasium's tasks, <c>dreamer.task.gym</c>.</summary>
public sealed record GymOptions
{
    /// <summary>The interpreter.</summary>
    [Description("Gymnasium: the Python interpreter, a path or a name that PATH knows. It must have gymnasium and numpy.")]
    public string Python { get; init; } = "python3";

    /// <summary>Where modules are looked for first.</summary>
    [Description("Gymnasium: folders in which Python looks for modules first, separated by colons; empty: none.")]
    public string Path { get; init; } = "";

    /// <summary>Modules that register environments.</summary>
    [Description("Gymnasium: modules to import first, which register environments (ale_py, my_worlds), separated by commas; empty: none.")]
    public string Import { get; init; } = "";

    /// <summary>What gymnasium.make is given besides the ID.</summary>
    [Description("Gymnasium: further arguments of gymnasium.make as JSON: {\"render_fps\": 30}.")]
    public string Arguments { get; init; } = "{}";

    /// <summary>Side of the square to which images are resized.</summary>
    [Description("Gymnasium: images are resized to a square of so many pixels a side; 0 = as they come.")]
    [Range(0, 1024)]
    public int ImageSize { get; init; } = 64;

    /// <summary>Where continuous actions without bounds are cut.</summary>
    [Description("Gymnasium: continuous actions without bounds are cut to plus and minus this; 0 = they are refused.")]
    [Range(0.0, 1e6)]
    public double ActionBound { get; init; }

    /// <summary>Most choices of an action that is several choices at once.</summary>
    [Description("Gymnasium: several choices at once (multi-discrete, multi-binary) are one choice among all combinations, of which there may be so many.")]
    [Range(2, 65536)]
    public int MostChoices { get; init; } = 512;

    /// <summary>How many environments live in one Python process.</summary>
    [Description("Gymnasium: how many environments live in one Python process. They take turns there, and end together when one hangs.")]
    [Range(1, 1024)]
    public int PerProcess { get; init; } = 1;

    /// <summary>Whether steps go through shared memory.</summary>
    [Description("Gymnasium: steps go through shared memory; no = through pipes, for sandboxes that have none.")]
    public bool SharedMemory { get; init; } = true;
}
