using Microsoft.Extensions.Logging;

namespace ScriptWs.Tests.Reload;

/// <summary>All lines from a level on, in their order, from any thread; a test may wait for one.</summary>
internal sealed class ServerLog : ILoggerFactory, ILogger
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waits = [];

    /// <summary>The least level that is kept.</summary>
    public LogLevel Least { get; init; } = LogLevel.Information;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return [.. _lines];
        }
    }

    /// <summary>The first line, written already or to come, that holds the text.</summary>
    public Task<string> LineAsync(string text)
    {
        lock (_lock)
        {
            if (_lines.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } known) return Task.FromResult(known);
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((line => line.Contains(text, StringComparison.Ordinal), found));
            return found.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;

        lock (_lock)
        {
            var line = formatter(state, exception);
            _lines.Add(line);
            foreach (var (_, found) in _waits.Where(wait => wait.Wanted(line))) found.TrySetResult(line);
        }
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= Least;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
