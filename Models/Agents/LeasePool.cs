namespace AkkaDreamer.Models.Agents;

/// <summary>
/// Buffers that one owner fills and lends: a buffer on loan is never touched. Two or three turn over in a running training; <paramref name="most"/> bounds them.
/// </summary>
public sealed class LeasePool<TBuffer>(Func<TBuffer> create, int most) : IDisposable
    where TBuffer : class, IDisposable
{
    private readonly List<Slot> slots = [];

    /// <summary>A free buffer, marked as lent, with the action that gives it back; null when all are out.</summary>
    public (TBuffer Buffer, Action GiveBack)? Take()
    {
        var slot = slots.Find(candidate => candidate.IsFree);
        if (slot is null)
        {
            if (slots.Count == most) return null;
            slots.Add(slot = new Slot(create()));
        }

        slot.Lend();
        return (slot.Buffer, slot.GiveBack);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in slots) slot.Buffer.Dispose();
        slots.Clear();
    }

    private sealed class Slot(TBuffer buffer)
    {
        private int free = 1;

        public TBuffer Buffer { get; } = buffer;

        public bool IsFree => Volatile.Read(ref free) == 1;

        public void Lend() => Volatile.Write(ref free, 0);

        public void GiveBack() => Volatile.Write(ref free, 1);
    }
}
