namespace AkkaDreamer.Actors.Serialization;

/// <summary>How one type of message, fact or snapshot is written and read, in one version.</summary>
public interface IMessageCodec
{
    /// <summary>Name and version, <c>chunks-stored/1</c>: written beside the bytes, never used again for anything else.</summary>
    string Manifest { get; }

    /// <summary>The type.</summary>
    Type Type { get; }

    /// <summary>The bytes of a message: fields of protocol buffers.</summary>
    byte[] Write(object message);

    /// <summary>The message that the bytes are. Fields that this version does not know are passed over.</summary>
    object Read(byte[] bytes);
}
