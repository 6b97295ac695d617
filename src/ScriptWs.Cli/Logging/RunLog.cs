using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Http.Admin;

namespace ScriptWs.Cli.Logging;

/// <summary>The log of <c>scriptws run</c>: lines on stderr, from a level on that a reload may change.</summary>
internal sealed class RunLog : IDisposable
{
    private readonly LineLoggerProvider _lines;
    private readonly RunRequest _request;
    private LogLevel _level = LogLevel.Information;

    public RunLog(RunRequest request, Streams streams)
    {
        _request = request;
        _lines = new LineLoggerProvider(streams.Error, request.Format, streams.ErrorHasColors, TimeProvider.System);
        Factory = LoggerFactory.Create(logging =>
        {
            // Asked for at each line: a reload of the configuration may change it.
            logging.SetMinimumLevel(LogLevel.Trace).AddFilter(wanted => wanted >= _level).AddProvider(_lines).AddProvider(Kept);
            if (request.IsDevelopment) logging.AddFilter("ScriptWs.Reload.ScriptReloader", LogLevel.None); // the printer tells it better
        });
    }

    public ILoggerFactory Factory { get; }

    /// <summary>What the admin page shows of it.</summary>
    public AdminLog Kept { get; } = new();

    public void Use(LogOptions options) => _level = _request.Level ?? options.Level;

    public void Dispose()
    {
        Factory.Dispose();
        _lines.Dispose();
        Kept.Dispose();
    }
}
