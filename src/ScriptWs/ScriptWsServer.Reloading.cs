using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Reload;
using ScriptWs.Running;

namespace ScriptWs;

/// <summary>New versions of scripts and of the configuration, while the server runs.</summary>
public sealed partial class ScriptWsServer
{
    private int _configurationGeneration = 1;
    private IReadOnlyList<string> _waitingForRestart = [];

    /// <summary>
    /// Reads the configuration and the scripts again. What has changed and is fit to run goes live between two turns:
    /// connections stay, their <c>data</c> and what <c>onUnload</c> returns move along. What is not leaves everything as it was.
    /// </summary>
    /// <returns>
    /// What happened: to the configuration, if it came from a file, and to the script of each endpoint; nothing while the
    /// server is stopped.
    /// </returns>
    public async Task<IReadOnlyList<ReloadResult>> ReloadAsync(CancellationToken cancellationToken = default)
    {
        var configuration = await ReloadConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var scripts = _running is { } running ? await running.ReloadAsync(cancellationToken).ConfigureAwait(false) : [];
        return configuration is null ? scripts : [configuration, .. scripts];
    }

    /// <summary>Brings the generation before back, as a reload does; the one that runs is then refused until its files change.</summary>
    /// <returns>What happened, for each endpoint that has a script; nothing while the server is stopped.</returns>
    public async Task<IReadOnlyList<ReloadResult>> RollbackAsync(CancellationToken cancellationToken = default) =>
        _running is { } running ? await running.RollbackAsync(cancellationToken).ConfigureAwait(false) : [];

    private static ScriptWsOptions ReadFirst(Func<ScriptWsOptions> readOptions, out ConfigurationReader reader)
    {
        ArgumentNullException.ThrowIfNull(readOptions);
        reader = new ConfigurationReader(readOptions);
        return reader.Read();
    }

    private bool _configurationIsRefused;

    /// <returns><c>null</c> when there is nothing to read, or the server is stopped.</returns>
    private async Task<ReloadResult?> ReloadConfigurationAsync(CancellationToken cancellationToken)
    {
        if (_reader is not { } reader) return null;

        await _lifetime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_running is not { } running) return null;

            var result = await ReconfigureAsync(running, reader).ConfigureAwait(false);
            if (result.Outcome != ReloadOutcome.Unchanged) RaiseReloaded(result);
            return result;
        }
        finally
        {
            _lifetime.Release();
        }
    }

    private async Task<ReloadResult> ReconfigureAsync(RunningServer running, ConfigurationReader reader)
    {
        var began = _clock.GetTimestamp();
        try
        {
            var options = reader.Read();
            var (changed, waiting) = await running.ReconfigureAsync(options).ConfigureAwait(false);
            _options = options;
            RememberConfiguration();
            var wasRefused = _configurationIsRefused;
            _configurationIsRefused = false;
            if (changed.Count == 0) return Result(wasRefused ? ReloadOutcome.Undone : ReloadOutcome.Unchanged, null);

            _configurationGeneration++;
            Log.ConfigurationChanged(_log, reader.DisplayName, string.Join(", ", changed));
            TellOfRestart(reader.DisplayName, waiting);
            return Result(ReloadOutcome.Live, null);
        }
        catch (Exception e) when (e is ConfigurationException or ScriptWsException)
        {
            var problem = e.Message.Replace('\n', ' ');
            _configurationIsRefused = true;
            Log.ConfigurationRefused(_log, reader.DisplayName, problem);
            return Result(ReloadOutcome.Refused, problem);
        }

        ReloadResult Result(ReloadOutcome outcome, string? problem) =>
            new(reader.DisplayName, "", outcome, _configurationGeneration, problem, _clock.GetElapsedTime(began));
    }

    /// <summary>Says what waits for a restart when that has changed, and when nothing does any more.</summary>
    private void TellOfRestart(string file, IReadOnlyList<string> waiting)
    {
        if (waiting.SequenceEqual(_waitingForRestart)) return;

        if (waiting.Count > 0) Log.ConfigurationNeedsRestart(_log, file, string.Join(", ", waiting));
        else Log.ConfigurationNeedsNoRestart(_log, file);
        _waitingForRestart = waiting;
    }

    /// <summary>A configuration that is wrong does not keep a server from restarting with the one that it has.</summary>
    private void ReadForRestart()
    {
        if (_reader is not { } reader) return;

        try
        {
            _options = reader.Read();
        }
        catch (ConfigurationException e)
        {
            Log.ConfigurationRefused(_log, reader.DisplayName, e.Message.Replace('\n', ' '));
        }
    }
}
