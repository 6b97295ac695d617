namespace ScriptWs.Transport;

/// <summary>
/// Objects by a number that fits into what the kernel hands back, and that is not given again soon: a late event finds nothing
/// and no other object. Any thread; finding takes no lock.
/// </summary>
internal sealed class SlotTable
{
    private const int FirstSize = 64;

    private readonly Lock _lock = new();
    private readonly Stack<int> _free = new();
    private Slot[] _slots = new Slot[FirstSize];
    private int _used;

    public ulong Add(IReadiness owner)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out var index)) index = Grow();
            var slot = _slots[index];
            Volatile.Write(ref slot.Owner, owner);
            return ((ulong)slot.Generation << 32) | (uint)index;
        }
    }

    public IReadiness? Find(ulong number)
    {
        var slot = Volatile.Read(ref _slots)[(int)(uint)number];
        var owner = Volatile.Read(ref slot.Owner);
        // After the owner: a later one came after its generation.
        return Volatile.Read(ref slot.Generation) == (uint)(number >> 32) ? owner : null;
    }

    public void Remove(ulong number)
    {
        lock (_lock)
        {
            var slot = _slots[(int)(uint)number];
            if (slot.Generation != (uint)(number >> 32)) return;

            Volatile.Write(ref slot.Generation, slot.Generation + 1);
            Volatile.Write(ref slot.Owner, null);
            _free.Push((int)(uint)number);
        }
    }

    private int Grow()
    {
        if (_used == _slots.Length)
        {
            var larger = new Slot[_used * 2];
            _slots.CopyTo(larger, 0);
            Volatile.Write(ref _slots, larger);
        }

        _slots[_used] = new Slot();
        return _used++;
    }

    private sealed class Slot
    {
        public IReadiness? Owner;
        public uint Generation;
    }
}
