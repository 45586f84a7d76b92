namespace AkkaDreamer.Environments;

/// <summary>
/// What a process that plays environments (a child) and the one that asked for it say to each other. Everything is little-endian.
/// <para>
/// A frame on the child's standard input and output is <c>u32 length, u8 kind, u8 0, u8 0, u8 0, payload</c>; the length counts all after itself.
/// The child's real standard output is moved aside at once, so nothing that it prints can enter. It speaks first: <see cref="Hello"/>. Each later frame of the child answers one of ours.
/// </para>
/// <para>
/// The payload is JSON for Hello, Make, Made, Map and Fault, and binary else. <see cref="Reset"/>: u32 environment, u64 seed. <see cref="Close"/>: u32 environment. <see cref="Step"/>: u32 count, and for each
/// u32 environment and its action, an i32 choice or one f32 per dimension. <see cref="Stepped"/> answers Reset and Step: u32 count, and for each, in the order asked, f32 reward, u8 flags, three bytes of 0, and its arrays, each
/// padded to a multiple of 4 bytes; or, with flag <see cref="Failed"/>, u32 length and that much UTF-8, padded, in place of the arrays.
/// </para>
/// <para>
/// With shared memory (<see cref="SharedFrames"/>) Reset, Step and Stepped frames that fit lie in it, at the begin of their side's room, and the pipe carries their length alone, with its highest bit set.
/// A step so costs two writes and two reads of four bytes. Frames that went through the memory are counted in it, so that a side may look for the next one before it sleeps on the pipe (<see cref="BriefWait"/>).
/// </para>
/// </summary>
internal static class Wire
{
    /// <summary>Raised when anything of this changes; both sides must have the same.</summary>
    public const int Version = 2;

    public const byte Make = 1;
    public const byte Reset = 2;
    public const byte Step = 3;
    public const byte Close = 4;
    public const byte Map = 5;

    public const byte Hello = 64;
    public const byte Made = 65;
    public const byte Stepped = 66;
    public const byte Done = 67;
    public const byte Fault = 127;

    public const byte First = 1;
    public const byte Last = 2;
    public const byte Terminal = 4;
    public const byte LifeLost = 8;
    public const byte Failed = 128;

    /// <summary>Bytes of a frame before its payload, the length's own left out.</summary>
    public const int Head = 4;

    /// <summary>Most bytes of a frame of JSON.</summary>
    public const int MostText = 1 << 20;

    /// <summary>Most bytes of what one environment shows in a step.</summary>
    public const int MostShown = 256 << 20;

    /// <summary>Most bytes of words in a failed step.</summary>
    public const int MostWords = 8 << 10;

    /// <summary>Most environments of one child.</summary>
    public const int MostEnvironments = 4096;

    /// <summary>The next multiple of 4.</summary>
    public static int Padded(int bytes) => (bytes + 3) & ~3;
}
