namespace ScriptWs.Cli.Terminal;

/// <summary>The streams of a command that serves: writing to them never waits, and never fails.</summary>
internal sealed class QueuedStreams : IDisposable
{
    /// <summary>For what still waits at the end; a reader that has stopped reading does not keep the process.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly QueuedWriter _out;
    private readonly QueuedWriter _error;

    public QueuedStreams(Streams streams)
    {
        (_out, _error) = (Queue(streams.Out), Queue(streams.Error));
        Streams = streams with { Out = _out, Error = _error, OutLosses = _out.Losses, ErrorLosses = _error.Losses };
        AppDomain.CurrentDomain.UnhandledException += OnEnd;
        AppDomain.CurrentDomain.ProcessExit += OnEnd;
    }

    public Streams Streams { get; }

    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnEnd;
        AppDomain.CurrentDomain.ProcessExit -= OnEnd;
        OnEnd(this, EventArgs.Empty);
    }

    private static QueuedWriter Queue(TextWriter writer) => new(writer as SafeWriter ?? new SafeWriter(writer));

    /// <summary>What was logged before the end is there.</summary>
    private void OnEnd(object? sender, EventArgs e)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        _error.Drain(until);
        _out.Drain(until);
    }
}
