namespace AkkaDreamer.Actors.Serialization;

/// <summary>A codec made of two functions.</summary>
public sealed class MessageCodec<T>(string manifest, Action<FieldWriter, T> write, Func<FieldReader, T> read) : IMessageCodec
    where T : notnull
{
    /// <inheritdoc/>
    public string Manifest { get; } = manifest;

    /// <inheritdoc/>
    public Type Type => typeof(T);

    /// <inheritdoc/>
    public byte[] Write(object message)
    {
        var writer = new FieldWriter();
        write(writer, (T)message);
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public object Read(byte[] bytes) => read(new FieldReader(bytes));
}
