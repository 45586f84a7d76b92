using System.Buffers.Binary;

namespace TorchSharp.Utils.Tensorboard;

/// <summary>One event file: records of length, masked checksum of the length, event, masked checksum of the event.</summary>
internal sealed class EventFile
{
    // Numbers of the fields of tensorflow.Event.
    private const int WallTime = 1, Step = 2, FileVersion = 3, SummaryField = 5;
    private readonly string _path;

    internal EventFile(string path)
    {
        _path = path;
        Append(Proto.Message(m =>
        {
            m.Write(WallTime, (double)DateTimeOffset.Now.ToUnixTimeSeconds());
            m.Write(FileVersion, "brain.Event:2");
        }));
    }

    internal void Write(int step, long? walltime, byte[] summary) => Append(Proto.Message(m =>
    {
        m.Write(WallTime, (double)(walltime ?? DateTimeOffset.Now.ToUnixTimeSeconds()));
        if (step != 0) m.Write(Step, (ulong)(long)step);
        m.Write(SummaryField, summary);
    }));

    private void Append(byte[] record)
    {
        var frame = new byte[8 + 4 + record.Length + 4];
        BinaryPrimitives.WriteInt64LittleEndian(frame, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), Crc32C.Masked(frame.AsSpan(0, 8)));
        record.CopyTo(frame, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(12 + record.Length), Crc32C.Masked(record));
        using var stream = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Write(frame);
    }
}
