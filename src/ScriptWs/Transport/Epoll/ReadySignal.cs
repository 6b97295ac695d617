using System.Threading.Tasks.Sources;

namespace ScriptWs.Transport;

/// <summary>
/// Lets one method wait, again and again without garbage, for something that another thread tells. Who is told goes on at
/// once, on the thread that tells; what was told before anybody waits is kept, once.
/// </summary>
internal sealed class ReadySignal : IValueTaskSource
{
    private const int Idle = 0, Told = 1, Awaited = 2;

    private ManualResetValueTaskSourceCore<bool> _wait;
    private int _state;

    public ValueTask WaitAsync()
    {
        _wait.Reset();
        if (Interlocked.CompareExchange(ref _state, Awaited, Idle) == Idle) return new ValueTask(this, _wait.Version);

        Volatile.Write(ref _state, Idle);
        return ValueTask.CompletedTask;
    }

    public void Set()
    {
        if (Interlocked.Exchange(ref _state, Told) != Awaited) return;

        Volatile.Write(ref _state, Idle);
        _wait.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);
}
