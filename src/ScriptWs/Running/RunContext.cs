using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.HostModules;

namespace ScriptWs.Running;

/// <summary>What the parts of one run share: the options in force, the clock, the log, and the C# code around the server.</summary>
internal sealed class RunContext(
    ScriptWsOptions options,
    IServerHooks hooks,
    ServerTotals totals,
    LiveFiles liveFiles,
    ServerStorage storage,
    ILoggerFactory loggers,
    TimeProvider clock)
{
    private volatile ScriptWsOptions _options = options;

    /// <summary>The options in force; replaced as a whole by a reconfiguration.</summary>
    public ScriptWsOptions Options
    {
        get => _options;
        set => _options = value;
    }

    public IServerHooks Hooks => hooks;

    public ServerTotals Totals => totals;

    public ServerStorage Storage => storage;

    public LiveFiles LiveFiles => liveFiles;

    public ILoggerFactory Loggers => loggers;

    public TimeProvider Clock => clock;

    /// <summary>The modules of C# that the options name.</summary>
    public Plugins Plugins { get; } = new(options, hooks.HostModules, loggers.CreateLogger(LogCategories.Server));

    /// <summary>The log of the server's life.</summary>
    public ILogger Log { get; } = loggers.CreateLogger(LogCategories.Server);

    /// <summary>Ends the modules of C# and the storage, once no script runs.</summary>
    public async Task EndAsync()
    {
        await Plugins.EndAsync().ConfigureAwait(false);
        await storage.CloseAsync().ConfigureAwait(false);
    }
}
