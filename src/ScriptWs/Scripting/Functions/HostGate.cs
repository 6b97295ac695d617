namespace ScriptWs.Scripting;

/// <summary>Bounds the calls of one module that are in flight, over all engines; others wait in a bounded queue. Any thread.</summary>
/// <param name="limit">Calls in flight at most.</param>
/// <param name="waitingLimit">Calls that wait at most.</param>
internal sealed class HostGate(int limit, int waitingLimit)
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = new();
    private int _inFlight;

    public int Limit => limit;

    public int WaitingLimit => waitingLimit;

    /// <summary>Takes a place, if one is free.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_inFlight >= limit) return false;
            _inFlight++;
            return true;
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="start">Called once with the place taken, perhaps now. It is quick, and leads to one <see cref="Leave"/>.</param>
    /// <returns><c>false</c> when too many wait already.</returns>
    public bool TryWait(Action start)
    {
        lock (_lock)
        {
            if (_inFlight >= limit)
            {
                if (_waiting.Count >= waitingLimit) return false;
                _waiting.Enqueue(start);
                return true;
            }

            _inFlight++;
        }

        start();
        return true;
    }

    /// <summary>Gives a place back, or to the call that has waited longest.</summary>
    public void Leave()
    {
        Action? next;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out next)) _inFlight--;
        }

        next?.Invoke();
    }
}
