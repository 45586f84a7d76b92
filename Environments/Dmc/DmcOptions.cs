using System.ComponentModel;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc;

/// <summary>Options of the DeepMind Control tasks, <c>dreamer.task.dmc</c> in configuration.</summary>
public sealed record DmcOptions
{
    /// <summary>Through what pictures are drawn.</summary>
    [Description("What draws the pictures: egl (a graphics device, or software), osmesa (software), or auto: egl where a device is, else osmesa.")]
    public MuJoCoRendering Renderer { get; init; } = MuJoCoRendering.Auto;

    /// <summary>Cheap pictures, unlike the suite's.</summary>
    [Description("Draw without shadows, reflections and multisampling: several times as fast in software, but not the suite's pictures.")]
    public bool FastPictures { get; init; }
}
