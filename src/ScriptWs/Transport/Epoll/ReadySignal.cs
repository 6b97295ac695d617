using System.Threading.Tasks.Sources;

namespace ScriptWs.Transport;

/// <summary>
/// Lets one method wait, again and again without garbage, for something that another thread tells. Who is told goes on at
/// once, on the thread that tells; what was told before anybody waits is kept, once.
/// </summary>
internal sealed class ReadySignal : IValueTaskSource<int>
{
    private const int Idle = 0, Told = 1, Awaited = 2;

    private ManualResetValueTaskSourceCore<int> _wait;
    private int _state;

    /// <returns>Always 0, as a stream's read without a buffer.</returns>
    public ValueTask<int> WaitAsync()
    {
        _wait.Reset();
        if (Interlocked.CompareExchange(ref _state, Awaited, Idle) == Idle) return new ValueTask<int>(this, _wait.Version);

        Volatile.Write(ref _state, Idle);
        return new ValueTask<int>(0);
    }

    public void Set()
    {
        if (TryClaim()) Complete();
    }

    /// <summary>The first half of <see cref="Set"/>.</summary>
    /// <returns>Whether a method waits, which the caller tells by <see cref="Complete"/>; otherwise it is told by now.</returns>
    public bool TryClaim()
    {
        while (true)
        {
            if (Interlocked.CompareExchange(ref _state, Idle, Awaited) == Awaited) return true;
            if (Interlocked.CompareExchange(ref _state, Told, Idle) != Awaited) return false;
        }
    }

    /// <summary>The second half, once after each first one that said so.</summary>
    public void Complete() => _wait.SetResult(0);

    /// <summary>In place of the second half: it goes on waiting, for there is nothing after all.</summary>
    public void Unclaim()
    {
        if (Interlocked.CompareExchange(ref _state, Awaited, Idle) == Idle) return;

        Volatile.Write(ref _state, Idle); // it was told meanwhile
        Complete();
    }

    int IValueTaskSource<int>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);
}
