namespace ScriptWs.Cli;

/// <summary>What a signal asks for: done at once, or as soon as the process can; however often it was asked for until then, once. Any thread.</summary>
internal sealed class SignalRequest
{
    private readonly Lock _lock = new();
    private Action? _act;
    private bool _isPending;

    public void Ask()
    {
        lock (_lock)
        {
            _isPending = _act is null;
            if (_isPending) return;
        }

        _act!();
    }

    /// <summary>From now on the process can.</summary>
    public void Answer(Action act)
    {
        lock (_lock)
        {
            _act = act;
            if (!_isPending) return;
            _isPending = false;
        }

        act();
    }
}
