using Microsoft.Extensions.Logging;
using ScriptWs.Reload;

namespace ScriptWs.Cli.Logging;

/// <summary>In development mode: shows the source of each logged failure below its line.</summary>
internal sealed class FailureExcerpts(TextWriter output, bool hasColors) : ILoggerProvider, ILogger
{
    private const string Failure = "ScriptFailed";

    /// <summary>Where the paths of scripts begin.</summary>
    public string Folder { get; set; } = "";

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name != Failure) return;

        var excerpt = SourceExcerpt.Of(formatter(state, exception), Folder);
        if (excerpt.Count > 0) output.WriteLine(string.Join(output.NewLine, excerpt.Select(line => hasColors && line.StartsWith('>') ? $"\e[1m{line}\e[0m" : line)));
    }

    public void Dispose()
    {
        // The writer is the log's.
    }
}
