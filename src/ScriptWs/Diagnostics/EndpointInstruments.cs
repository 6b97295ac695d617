namespace ScriptWs.Diagnostics;

/// <summary>The instruments of one path. Any thread.</summary>
internal sealed class EndpointInstruments(SharedInstruments all, string path)
{
    private int _open;

    /// <summary>The endpoint's path.</summary>
    public string Endpoint => path;

    /// <summary>Says which path it was, on every measurement.</summary>
    public KeyValuePair<string, object?> Tag { get; } = new("scriptws.endpoint", path);

    /// <summary>Connections that are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Whether anyone wants to know how long turns take.</summary>
    public bool TimesTurns => all.TurnDuration.Enabled;

    public void Opened()
    {
        Interlocked.Increment(ref _open);
        all.Opened.Add(1, Tag);
    }

    public void Closed(int code)
    {
        Interlocked.Decrement(ref _open);
        if (all.Closed.Enabled) all.Closed.Add(1, Tag, new("scriptws.close.code", code));
    }

    /// <param name="handler">The handler's name.</param>
    /// <param name="duration">How long it took, its microtasks included.</param>
    public void TurnEnded(string handler, TimeSpan duration) => all.TurnDuration.Record(duration.TotalSeconds, Tag, new("scriptws.handler", handler));

    public void Failed() => all.ScriptFailures.Add(1, Tag);
}
