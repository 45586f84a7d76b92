using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// What replay holds as one hash: every held step (stream, index, bytes) and latent, the sampler's memory, the gate's counters and the generator. Two lockstep runs of one seed agree in it.
/// Where the bytes lie on disk, and which process wrote them, is not part of it.
/// </summary>
public static class ReplayDigest
{
    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    public static string Of(StepStore store, ISequenceSampler sampler, Gate gate, string generator)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var number = new byte[8];
        void Put(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            hash.AppendData(number);
        }

        foreach (var stream in store.Streams)
        {
            Put(stream.Id);
            Put(stream.Environment);
            Put(stream.First);
            Put(stream.End);
            Put(stream.Ended ? 1 : 0);
            foreach (var page in stream.Pages) PutPage(hash, store, stream, page);
        }

        foreach (var value in sampler.Capture()) Put(value);
        foreach (var value in (ReadOnlySpan<long>)[gate.Steps, gate.LearningFrom ?? -1, gate.Granted, gate.Updates, gate.Behaviour, gate.PolicyVersion, gate.Turn, gate.TurnLeft]) Put(value);
        hash.AppendData(Encoding.ASCII.GetBytes(generator));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void PutPage(IncrementalHash hash, StepStore store, StepStream stream, StepPage page)
    {
        var begin = page.Number * store.Bounds.PageSteps;
        var from = (int)(Math.Max(begin, stream.First) - begin);
        var count = (int)(Math.Min(begin + store.Bounds.PageSteps, stream.End) - begin) - from;
        var column = 0;
        foreach (var width in store.Layout.ColumnBytes)
        {
            hash.AppendData(page.Columns, column + (from * width), count * width);
            column += store.Bounds.PageSteps * width;
        }

        if (page.Latents is not { } latents || store.Layout.Latent is not { } spec) return;
        for (var i = from; i < from + count; i++)
        {
            hash.AppendData([latents.Valid[i] ? (byte)1 : (byte)0]);
            if (!latents.Valid[i]) continue;
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(latents.Deterministic.AsSpan(i * spec.Deterministic, spec.Deterministic)));
            hash.AppendData(latents.Stochastic, i * spec.Stochastic, spec.Stochastic);
        }
    }
}
