using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Learning;

/// <summary>Writes a batch whose loss was not finite, or what such dreams began from, to <c>faults/</c> in the run folder, as a safetensors file that any tool reads. The newest few of each are kept.</summary>
public sealed class BatchDump(string runFolder)
{
    private const int Most = 10;

    /// <summary>Writes it; gives the path relative to the run folder, or null when the disk refuses (training does not stop for that; the fault itself is reported).</summary>
    public string? Write(long update, SequenceBatch batch) => Write("batch", update, () => Tensors(batch));

    /// <summary>The same of start states.</summary>
    public string? Write(long update, StartStates start) => Write("start", update, () => start.Capture().Tensors);

    private string? Write(string kind, long update, Func<ImmutableArray<NamedTensor>> tensors)
    {
        var name = Path.Combine("faults", $"{kind}-{update:00000000}.safetensors");
        try
        {
            var folder = Path.Combine(runFolder, "faults");
            Directory.CreateDirectory(folder);
            using (var file = File.Create(Path.Combine(runFolder, name))) SafeTensors.Write(file, new StateSnapshot(tensors(), ImmutableSortedDictionary<string, string>.Empty.Add("update", update.ToString(CultureInfo.InvariantCulture))));
            foreach (var old in Directory.GetFiles(folder, $"{kind}-*.safetensors").Order(StringComparer.Ordinal).SkipLast(Most)) File.Delete(old);
            return name;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ImmutableArray<NamedTensor> Tensors(SequenceBatch batch)
    {
        var tensors = ImmutableArray.CreateBuilder<NamedTensor>();
        var steps = (long)batch.Batch * batch.Length;
        foreach (var (array, i) in batch.Observations.Select((array, i) => (array, i)))
        {
            tensors.Add(new NamedTensor($"observation/{i}", array is byte[] ? "U8" : "F32", [batch.Batch, batch.Length, array.Length / steps], array is byte[] bytes ? bytes : Bytes((float[])array)));
        }

        tensors.Add(new NamedTensor("action", "F32", [batch.Batch, batch.Length + 1, batch.Actions.Length / (batch.Batch * (batch.Length + 1L))], Bytes(batch.Actions)));
        tensors.Add(new NamedTensor("reward", "F32", [batch.Batch, batch.Length], Bytes(batch.Rewards)));
        tensors.Add(new NamedTensor("is_first", "U8", [batch.Batch, batch.Length], batch.IsFirst));
        tensors.Add(new NamedTensor("is_last", "U8", [batch.Batch, batch.Length], batch.IsLast));
        tensors.Add(new NamedTensor("is_terminal", "U8", [batch.Batch, batch.Length], batch.IsTerminal));
        tensors.Add(new NamedTensor("keys", "I64", [batch.Batch, batch.Length, 2], MemoryMarshal.AsBytes(batch.Keys.AsSpan()).ToArray()));
        return tensors.ToImmutable();
    }

    private static byte[] Bytes(float[] numbers) => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
}
