using System.Runtime.InteropServices;

namespace AkkaDreamer.Environments.MuJoCo;

/// <summary>The C shim over libmujoco (native/shim.h), which setup.sh builds. Calls that fail return 0 and leave one line in <see cref="Message"/>, on the calling thread.</summary>
internal static partial class MuJoCoLibrary
{
    private const string Shim = "akkadreamer_mujoco";

    public static string Message => Marshal.PtrToStringUTF8(LastMessage()) ?? "";

    [LibraryImport(Shim, EntryPoint = "dream_library_version")]
    public static partial int LibraryVersion();

    [LibraryImport(Shim, EntryPoint = "dream_header_version")]
    public static partial int HeaderVersion();

    [LibraryImport(Shim, EntryPoint = "dream_open")]
    public static partial nint Open(ReadOnlySpan<byte> xml, int length);

    [LibraryImport(Shim, EntryPoint = "dream_close")]
    public static partial void Close(nint world);

    [LibraryImport(Shim, EntryPoint = "dream_reset")]
    public static partial int Reset(nint world);

    [LibraryImport(Shim, EntryPoint = "dream_forward")]
    public static partial int Forward(nint world, int actuation, int tolerant);

    [LibraryImport(Shim, EntryPoint = "dream_step")]
    public static partial int Step(nint world, int substeps);

    [LibraryImport(Shim, EntryPoint = "dream_numbers")]
    public static partial nint Numbers(nint world, MuJoCoArray what, out int count);

    [LibraryImport(Shim, EntryPoint = "dream_count")]
    public static partial int Count(nint world, MuJoCoCount what, int index);

    [LibraryImport(Shim, EntryPoint = "dream_find", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Find(nint world, MuJoCoKind kind, string name);

    [LibraryImport(Shim, EntryPoint = "dream_hide_site")]
    public static partial void HideSite(nint world, int site);

    [LibraryImport(Shim, EntryPoint = "dream_set_time")]
    public static partial void SetTime(nint world, double seconds);

    [LibraryImport(Shim, EntryPoint = "dream_renderer_open")]
    public static partial nint OpenRenderer(nint world, MuJoCoRendering platform, int width, int height, int fast);

    [LibraryImport(Shim, EntryPoint = "dream_render")]
    public static partial int Render(nint renderer, int camera, Span<byte> pixels);

    [LibraryImport(Shim, EntryPoint = "dream_renderer_close")]
    public static partial void CloseRenderer(nint renderer);

    [LibraryImport(Shim, EntryPoint = "dream_renderer_platform")]
    public static partial MuJoCoRendering RendererPlatform();

    [LibraryImport(Shim, EntryPoint = "dream_message")]
    private static partial nint LastMessage();
}

/// <summary>Arrays of a world, numbered as in native/shim.h. Vectors of three and matrices of nine stand one after the other, by body, site, geom or joint; ranges in pairs.</summary>
internal enum MuJoCoArray
{
    Positions,
    Velocities,
    Activations,
    Controls,
    Sensors,
    BodyPositions,
    BodyCentres,
    BodyRotations,
    SitePositions,
    GeomPositions,
    JointAnchors,
    JointRanges,
    GeomSizes,
    GeomOffsets,
    SiteSizes,
    SiteOffsets,
    Dampings,
    ControlRanges,
    WarmStart,
}

/// <summary>Whole numbers of a world, numbered as in native/shim.h.</summary>
internal enum MuJoCoCount
{
    Joints,
    Contacts,
    Cameras,
    JointType,
    JointLimited,
    JointPosition,
    SensorStart,
}

/// <summary>What has a name in a model.</summary>
internal enum MuJoCoKind
{
    Body,
    Joint,
    Geom,
    Site,
    Sensor,
}
