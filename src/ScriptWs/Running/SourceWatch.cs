using Microsoft.Extensions.Logging;
using ScriptWs.Reload;

namespace ScriptWs.Running;

/// <summary>Watches the files that a run was made from, as far as the options in force allow, and reloads what changes.</summary>
/// <param name="run">The run.</param>
/// <param name="configuration">The file that the options came from, if they did.</param>
/// <param name="endpoints">The scripts.</param>
/// <param name="certificates">The certificates.</param>
internal sealed class SourceWatch(RunContext run, WatchedFiles? configuration, EndpointTable endpoints, ServedCertificates certificates)
    : IDisposable
{
    private ChangeWatcher? _watcher;

    /// <summary>Watches what there is now, in place of what was watched before.</summary>
    public void Renew()
    {
        _watcher?.Dispose();
        var (options, files) = (run.Options, new List<WatchedFiles>());
        if (options.Script.Watch)
        {
            WarmUp.Begin();
            Rehearsal.BeginLater(run.Clock);
            if (configuration is not null) files.Add(configuration);
            files.AddRange(endpoints.Reloaders.Select(FilesOf));
            if (run.Plugins.Files.Count > 0)
                files.Add(new WatchedFiles(() => run.Plugins.Files, ReloadModulesAsync));
        }

        if (options.Tls.Watch && certificates.Identity is not null)
            files.Add(new WatchedFiles(() => certificates.Files, ReloadCertificatesAsync));
        if (files.Count > 0)
            _watcher = new ChangeWatcher(files, options.Script.Debounce, run.Clock, run.Loggers.CreateLogger<ChangeWatcher>());
    }

    /// <summary>Has scripts use the assemblies of modules that have changed.</summary>
    public Task ReloadModulesAsync() => run.Plugins.ReloadAsync(RemakeEnginesAsync);

    public void Dispose() => _watcher?.Dispose();

    private static WatchedFiles FilesOf(ScriptReloader reloader) =>
        new(() => reloader.LastRead, () => reloader.ReloadAsync(CancellationToken.None));

    private async Task<bool> RemakeEnginesAsync()
    {
        var results = await endpoints.ReloadAsync(remakesEngines: true, CancellationToken.None).ConfigureAwait(false);
        return results.Count == 0 || results.Any(result => result.Outcome != ReloadOutcome.Refused);
    }

    private Task ReloadCertificatesAsync()
    {
        certificates.Reload();
        return Task.CompletedTask;
    }
}
