namespace AkkaDreamer.Environments.MuJoCo;

/// <summary>Through what MuJoCo draws without a screen. All pictures of a process come from one of them: the first that draws decides.</summary>
public enum MuJoCoRendering
{
    /// <summary>EGL where a graphics device is, else OSMesa, else EGL in software.</summary>
    Auto,

    /// <summary>EGL (libegl1), on a graphics device or in software.</summary>
    Egl,

    /// <summary>OSMesa (libosmesa6), in software.</summary>
    Osmesa,
}
