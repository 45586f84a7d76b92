namespace Akka.Remote.Transport;

/// <summary>What a frame says. The numbers are on the wire.</summary>
internal enum FrameKind : byte
{
    /// <summary>The first frame in each direction: who is there.</summary>
    Associate = 1,

    /// <summary>The last frame: why the connection ends.</summary>
    Disassociate = 2,

    /// <summary>Nothing to say, but still there.</summary>
    Heartbeat = 3,

    /// <summary>Which system messages have come.</summary>
    Ack = 4,

    /// <summary>A message for an actor.</summary>
    Message = 5,

    /// <summary>A system message that could not be written; its number is used up.</summary>
    Skip = 6,
}

/// <summary>Why a connection ends. The numbers are on the wire.</summary>
internal enum DisassociateInfo : byte
{
    Unknown = 0,

    /// <summary>The system ends.</summary>
    Shutdown = 1,

    /// <summary>This incarnation of the other side is given up for good.</summary>
    Quarantined = 2,
}
