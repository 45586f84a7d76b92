using AkkaDreamer.Models.Rssm;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Between model states and the compact form in which replay keeps them: h in bfloat16 bits, z as class indices.</summary>
internal static class StoredLatents
{
    /// <summary>h [T,B,D] and z [T,B,SC] to rows in the batch's order (batch first), all valid.</summary>
    public static LatentBatch Pack(Tensor h, Tensor z, RssmSettings settings)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (t, b) = (h.shape[0], h.shape[1]);
        var bits = h.detach().transpose(0, 1).contiguous().to(bfloat16).to(CPU);
        var classes = z.detach().view(t, b, settings.Stochastic, settings.Classes).argmax(-1).transpose(0, 1).contiguous().to(uint8).to(CPU);
        var deterministic = new ushort[t * b * settings.Deterministic];
        bits.bytes.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(deterministic.AsSpan()));
        var valid = new bool[t * b];
        Array.Fill(valid, true);
        return new LatentBatch(valid.Length, deterministic, classes.bytes.ToArray(), valid);
    }

    /// <summary>Rows to a state [B,...]; a row that is not valid is zero. Null gives null. Throws <see cref="ArgumentException"/> when the sizes are not this agent's.</summary>
    public static LatentState? Unpack(LatentBatch? rows, int batch, RssmSettings settings, Device device)
    {
        if (rows is null) return new LatentState(zeros(batch, settings.Deterministic, device: device), zeros(batch, settings.Flat, device: device));
        if (rows.Count != batch || rows.Deterministic.Length != (long)batch * settings.Deterministic || rows.Stochastic.Length != (long)batch * settings.Stochastic || rows.Valid.Length != batch)
        {
            throw new ArgumentException($"The context holds {rows.Count} rows of {rows.Deterministic.Length} and {rows.Stochastic.Length} numbers; {batch} rows of {settings.Deterministic} and {settings.Stochastic} are needed.");
        }

        using var off = no_grad();
        var bits = empty(batch, settings.Deterministic, dtype: bfloat16);
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(rows.Deterministic.AsSpan()).CopyTo(bits.bytes);
        var classes = tensor(rows.Stochastic, [batch, settings.Stochastic, 1]).to(int64);
        var valid = tensor(rows.Valid, [batch, 1]).to(float32);
        var h = bits.to(float32) * valid;
        var z = Distributions.Categorical.OneHot(classes, settings.Classes).view(batch, settings.Flat) * valid;
        return new LatentState(h.to(device), z.to(device));
    }
}
