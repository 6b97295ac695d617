using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ScriptWs.Tests.Supervision;

/// <summary>All lines of a server's log, and how often its monitor went round.</summary>
internal sealed class ProbeLog : ILoggerFactory, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public SemaphoreSlim Rounds { get; } = new(0);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        Lines.Enqueue(line);
        if (line == "The monitor completed a round.") Rounds.Release();
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose() => Rounds.Dispose();
}
