using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ScriptWs.Cli.Terminal;

namespace ScriptWs.Cli.Logging;

/// <summary>Writes the log to one writer, an event a line.</summary>
internal sealed class LineLoggerProvider(TextWriter output, LogFormat format, bool hasColors, TimeProvider clock) : ILoggerProvider
{
    private const int LossId = 8040;

    private readonly ConcurrentDictionary<string, LineLogger> _loggers = new();

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, category => new LineLogger(category, this));

    public void Write(in LogLine line) => output.WriteLine(TextOf(line));

    /// <summary>The line of the log that reports lines that were lost.</summary>
    public string DescribeLoss(long count, string reason) => TextOf(new LogLine(LogLevel.Warning, "ScriptWs.Cli.Log", LossId, Losses.Describe(count, reason), null, null));

    public void Dispose() => output.Flush();

    private string TextOf(in LogLine line) => format == LogFormat.Json ? line.ToJson(clock.GetUtcNow()) : line.ToText(clock.GetLocalNow(), hasColors);
}
