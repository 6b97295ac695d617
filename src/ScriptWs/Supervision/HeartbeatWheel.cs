namespace ScriptWs.Supervision;

/// <summary>
/// Entries by the tick at which they are due, in a ring: adding and removing cost the same however many there are. Not
/// for two threads at once.
/// </summary>
/// <param name="start">The time at which the wheel begins.</param>
/// <param name="tick">The time between two spokes.</param>
/// <param name="horizon">The longest time that an entry may be ahead.</param>
internal sealed class HeartbeatWheel(long start, long tick, long horizon)
{
    /// <summary>Minimum number of connections that may be due at one tick.</summary>
    private const int SmallCrowd = 64;

    /// <summary>Spokes beyond the horizon, for what is added between two ticks.</summary>
    private const int Slack = 4;

    private readonly HeartbeatEntry?[] _spokes = new HeartbeatEntry?[(horizon / tick) + Slack];
    private readonly int[] _crowds = new int[(horizon / tick) + Slack];
    private long _turned = start / tick;

    public int Count { get; private set; }

    /// <summary>Puts an entry where it is due at this time; in the past means at the next tick.</summary>
    public void Add(HeartbeatEntry entry, long now, long due)
    {
        WakeUp(now);
        Link(entry, SpokeAfter(due));
    }

    /// <summary>Puts an entry where it is due at this time, or earlier when too many are due then: a crowd that came together is spread.</summary>
    public void AddSpread(HeartbeatEntry entry, long now, long due)
    {
        WakeUp(now);
        var fair = Math.Max(SmallCrowd, (Count * 5 / 4 / _spokes.Length) + 1);
        var at = SpokeAfter(due);
        while (at > _turned + 1 && _crowds[Index(at)] >= fair) at--;
        Link(entry, at);
    }

    public void Remove(HeartbeatEntry entry)
    {
        if (entry.Spoke < 0) return;

        if (entry.Previous is { } previous) previous.Next = entry.Next;
        else _spokes[entry.Spoke] = entry.Next;
        if (entry.Next is { } next) next.Previous = entry.Previous;
        _crowds[entry.Spoke]--;
        (entry.Spoke, entry.Previous, entry.Next) = (-1, null, null);
        Count--;
    }

    /// <summary>Takes off all that is due up to now.</summary>
    public void TakeDue(long now, List<HeartbeatEntry> due)
    {
        for (var last = now / tick; _turned < last && Count > 0; _turned++) TakeSpoke(Index(_turned + 1), due);
        _turned = Math.Max(_turned, now / tick);
    }

    /// <summary>An empty wheel does not turn. It resumes where it would be.</summary>
    private void WakeUp(long now)
    {
        if (Count == 0) _turned = Math.Max(_turned, now / tick);
    }

    private void TakeSpoke(int index, List<HeartbeatEntry> due)
    {
        while (_spokes[index] is { } entry)
        {
            Remove(entry);
            due.Add(entry);
        }
    }

    private void Link(HeartbeatEntry entry, long at)
    {
        var index = Index(at);
        entry.Spoke = index;
        entry.Next = _spokes[index];
        if (entry.Next is { } next) next.Previous = entry;
        _spokes[index] = entry;
        _crowds[index]++;
        Count++;
    }

    /// <summary>The first tick that is not before this time.</summary>
    private long SpokeAfter(long due) => Math.Clamp(((due - 1) / tick) + 1, _turned + 1, _turned + _spokes.Length - 1);

    private int Index(long at) => (int)(at % _spokes.Length);
}
