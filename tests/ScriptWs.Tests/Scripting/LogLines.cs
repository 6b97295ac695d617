using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;

namespace ScriptWs.Tests.Scripting;

/// <summary>Log lines above Debug, as text; <see cref="Levels"/> beside them.</summary>
internal sealed class LogLines : ILogger
{
    public List<string> Lines { get; } = [];

    public List<LogLevel> Levels { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == nameof(ScriptWs.Diagnostics.Log.ScriptStack)) return;

        Lines.Add(formatter(state, exception));
        Levels.Add(logLevel);
    }
}
