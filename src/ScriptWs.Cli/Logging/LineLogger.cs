using Microsoft.Extensions.Logging;

namespace ScriptWs.Cli.Logging;

/// <summary>The logger of one category.</summary>
internal sealed class LineLogger(string category, LineLoggerProvider provider) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        provider.Write(new LogLine(logLevel, category, eventId.Id, formatter(state, exception), exception, state as IReadOnlyList<KeyValuePair<string, object?>>));
}
