using Microsoft.Extensions.Logging;

namespace ScriptWs.Fuzz.Script;

/// <summary>What was logged, and what the engine itself failed with.</summary>
internal sealed class HeardLog : ILogger
{
    /// <summary>A script may write without end; the first lines tell enough.</summary>
    private const int MaxLines = 200;

    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public Exception? EngineFailure { get; private set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == nameof(ScriptWs.Diagnostics.Log.EngineFailed)) EngineFailure = exception;
        else if (logLevel > LogLevel.Debug && _lines.Count < MaxLines) _lines.Add(formatter(state, exception));
    }
}
