using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ScriptWs.Cli.Logging;

/// <summary>Writes the log to one writer, an event a line, at once: what was logged before a crash is there.</summary>
internal sealed class LineLoggerProvider(TextWriter output, LogFormat format, bool hasColors, TimeProvider clock) : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, LineLogger> _loggers = new();

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, category => new LineLogger(category, this));

    public void Write(in LogLine line)
    {
        var text = format == LogFormat.Json ? line.ToJson(clock.GetUtcNow()) : line.ToText(clock.GetLocalNow(), hasColors);
        lock (_gate) output.WriteLine(text);
    }

    public void Dispose()
    {
        lock (_gate) output.Flush();
    }
}
