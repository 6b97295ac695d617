using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Http.Admin;

namespace ScriptWs.Cli.Logging;

/// <summary>The log of <c>scriptws run</c>: lines on stderr, from a level on that a reload may change.</summary>
internal sealed class RunLog : IDisposable
{
    private readonly LineLoggerProvider _lines;
    private readonly FailureExcerpts? _excerpts;
    private readonly RunRequest _request;
    private LogLevel _level = LogLevel.Information;

    public RunLog(RunRequest request, Streams streams)
    {
        _request = request;
        _lines = new LineLoggerProvider(streams.Error, request.Format, streams.ErrorHasColors, TimeProvider.System);
        if (streams.ErrorLosses is { } losses) losses.Report = _lines.DescribeLoss;
        // Asked for at each line: a reload of the configuration may change it.
        var filters = new LoggerFilterOptions { MinLevel = LogLevel.Trace, Rules = { new LoggerFilterRule(null, null, null, (_, _, wanted) => wanted >= _level) } };
        if (request.IsDevelopment) filters.Rules.Add(new LoggerFilterRule(null, "ScriptWs.Reload.ScriptReloader", LogLevel.None, null)); // the printer tells it better
        _excerpts = request is { IsDevelopment: true, Format: LogFormat.Line } ? new FailureExcerpts(streams.Error, streams.ErrorHasColors) : null;
        Factory = new LoggerFactory(_excerpts is null ? [_lines, Kept] : [_lines, _excerpts, Kept], filters);
    }

    public ILoggerFactory Factory { get; }

    /// <summary>What the admin page shows of it.</summary>
    public AdminLog Kept { get; } = new();

    /// <param name="options">The level.</param>
    /// <param name="folder">Where the paths of scripts begin.</param>
    public void Use(LogOptions options, string folder)
    {
        _level = _request.Level ?? options.Level;
        if (_excerpts is not null) _excerpts.Folder = folder;
    }

    public void Dispose()
    {
        Factory.Dispose();
        _lines.Dispose();
        Kept.Dispose();
    }
}
