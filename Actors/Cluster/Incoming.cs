using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// Something large on its way here: which parts to ask for now, so that no more than a window of them is under way, and which to ask for again. Parts may come twice or in any order. It holds the bytes
/// once, and nothing before the first part has come.
/// </summary>
public sealed class Incoming
{
    private readonly Dictionary<int, DateTimeOffset> asked = [];
    private readonly int window;
    private readonly TimeSpan patience;
    private readonly bool[] here;
    private byte[] bytes = [];
    private int missing, next;

    /// <summary>
    /// Pulls an offer with <paramref name="window"/> parts under way at most; a part that has not come after <paramref name="patience"/> is asked for again.
    /// Throws <see cref="InvalidDataException"/> for an offer without bytes or of more than <paramref name="most"/>.
    /// </summary>
    public Incoming(TransferOffer offer, int most, int window, TimeSpan patience)
    {
        if (offer.Bytes < 1 || offer.Bytes > most) throw new InvalidDataException($"{offer.Bytes} bytes were offered; 1 to {most} are taken.");
        (Offer, this.window, this.patience) = (offer, window, patience);
        missing = offer.Parts;
        here = new bool[missing];
    }

    /// <summary>What is pulled.</summary>
    public TransferOffer Offer { get; }

    /// <summary>Every part has come.</summary>
    public bool IsComplete => missing == 0;

    /// <summary>Parts that came with a wrong checksum or length; they are asked for again.</summary>
    public int Damaged { get; private set; }

    /// <summary>What to ask for now; asked for until its part comes.</summary>
    public IReadOnlyList<RequestPart> Wanted(DateTimeOffset now)
    {
        var wanted = new List<RequestPart>();
        foreach (var late in asked.Where(one => now - one.Value >= patience).Select(one => one.Key).ToList()) Ask(late);
        while (next < here.Length && asked.Count < window) Ask(next++);
        return wanted;

        void Ask(int index)
        {
            asked[index] = now;
            wanted.Add(new RequestPart(Offer.Transfer, index));
        }
    }

    /// <summary>A part has come: false when it is none of this transfer, was here already, or is damaged.</summary>
    public bool Take(PartReady part)
    {
        if (part.Transfer != Offer.Transfer || part.Index < 0 || part.Index >= here.Length || here[part.Index]) return false;
        var from = part.Index * TransferOffer.PartBytes;
        if (part.Bytes.Length != Math.Min(TransferOffer.PartBytes, Offer.Bytes - from) || Crc32C.Of(part.Bytes) != part.Checksum)
        {
            Damaged++;
            asked[part.Index] = DateTimeOffset.MinValue; // at the next look
            return false;
        }

        if (bytes.Length == 0) bytes = GC.AllocateUninitializedArray<byte>(Offer.Bytes);
        part.Bytes.CopyTo(bytes, from);
        here[part.Index] = true;
        asked.Remove(part.Index);
        missing--;
        return true;
    }

    /// <summary>The whole. Throws <see cref="InvalidDataException"/> when it is not what was offered, <see cref="InvalidOperationException"/> while a part is missing.</summary>
    public byte[] Whole()
    {
        if (!IsComplete) throw new InvalidOperationException($"{missing} of {here.Length} parts are missing.");
        if (Crc32C.Of(bytes) != Offer.Checksum) throw new InvalidDataException($"Transfer {Offer.Transfer}: the {Offer.Bytes} bytes that came are not those that were offered.");
        return bytes;
    }
}
