using Microsoft.Extensions.Logging;

namespace ScriptWs.Http.Kestrel;

/// <summary>The server's log for those who tell of everything at Information, which here is Trace.</summary>
/// <param name="loggers">The log.</param>
/// <param name="quiet">What the categories begin with; ASP.NET's own by default.</param>
internal sealed class QuietLoggers(ILoggerFactory loggers, string quiet = "Microsoft.") : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log belongs to the server.");

    public ILogger CreateLogger(string categoryName)
    {
        var logger = loggers.CreateLogger(categoryName);
        return categoryName.StartsWith(quiet, StringComparison.Ordinal) ? new Quiet(logger) : logger;
    }

    /// <summary>The log lives longer than the web application.</summary>
    public void Dispose()
    {
    }

    private const string HeartbeatSlow = "HeartbeatSlow";

    private sealed class Quiet(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(Level(logLevel));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Kestrel's clock noticed that the process was busy, which our heartbeat knows and deals with.
            var level = eventId.Name == HeartbeatSlow ? LogLevel.Trace : Level(logLevel);
            if (logger.IsEnabled(level)) logger.Log(level, eventId, state, exception, formatter);
        }

        private static LogLevel Level(LogLevel level) => level < LogLevel.Warning ? LogLevel.Trace : level;
    }
}
