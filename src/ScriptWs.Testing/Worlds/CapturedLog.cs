using Microsoft.Extensions.Logging;

namespace ScriptWs.Testing;

/// <summary>Keeps the log of one scenario's server. Any thread.</summary>
internal sealed class CapturedLog : ILoggerFactory
{
    private const int MaxEntries = 10_000;

    private readonly Lock _lock = new();
    private readonly List<LogEntry> _entries = [];
    private readonly HashSet<LogEntry> _expected = [];
    private readonly HashSet<string> _announced = [];

    public IReadOnlyList<LogEntry> Entries
    {
        get
        {
            lock (_lock) return [.. _entries];
        }
    }

    /// <summary>Warnings and errors that no step has spoken of.</summary>
    public IReadOnlyList<LogEntry> Unexpected
    {
        get
        {
            lock (_lock) return [.. _entries.Where(entry => entry.Level >= LogLevel.Warning && !IsExpected(entry))];
        }
    }

    /// <summary>A step speaks of these entries: they are no surprise.</summary>
    public void Expect(IEnumerable<LogEntry> entries)
    {
        lock (_lock) _expected.UnionWith(entries);
    }

    /// <summary>A step causes entries with this text, so no other step needs to mention them.</summary>
    public void Announce(string text)
    {
        lock (_lock) _announced.Add(text);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("A captured log has no other providers.");

    public void Dispose()
    {
        // Nothing is held.
    }

    private bool IsExpected(LogEntry entry) =>
        _expected.Contains(entry) || _announced.Any(text => entry.Text.Contains(text, StringComparison.Ordinal));

    private void Add(LogEntry entry)
    {
        lock (_lock)
        {
            if (_entries.Count < MaxEntries) _entries.Add(entry);
        }
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None || category == LogEntry.ScriptCategory;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Add(new LogEntry(logLevel, category, formatter(state, exception)));
        }
    }
}
