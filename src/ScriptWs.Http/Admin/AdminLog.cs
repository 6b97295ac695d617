using Microsoft.Extensions.Logging;

namespace ScriptWs.Http.Admin;

/// <summary>Keeps the last lines of the log for the admin page. Add it to the logger factory that the server has.</summary>
public sealed class AdminLog : ILoggerProvider
{
    /// <summary>Lines kept; older ones are forgotten.</summary>
    public const int Capacity = 500;

    private const int MaxText = 2000; // characters of a line

    private readonly Lock _lock = new();
    private readonly Queue<AdminLogLine> _lines = new(Capacity);
    private long _written;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    /// <inheritdoc/>
    public void Dispose()
    {
        // It holds nothing that needs it.
    }

    /// <summary>The lines behind one, at most <see cref="Capacity"/>.</summary>
    /// <param name="seen">The number of the last line that was seen; 0 for all that are kept.</param>
    internal AdminLogLine[] Since(long seen)
    {
        lock (_lock) return [.. _lines.Where(line => line.Number > seen)];
    }

    private void Add(LogLevel level, string category, string text)
    {
        lock (_lock)
        {
            if (_lines.Count == Capacity) _lines.Dequeue();
            _lines.Enqueue(new AdminLogLine(++_written, TimeProvider.System.GetUtcNow(), level.ToString().ToLowerInvariant(), category, text.Length <= MaxText ? text : text[..MaxText] + "…"));
        }
    }

    private sealed class Logger(AdminLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(logLevel, category, exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception.GetType().Name}: {exception.Message}");
    }
}
