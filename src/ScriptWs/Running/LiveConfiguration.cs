using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Reload;
using ScriptWs.Scripting;

namespace ScriptWs.Running;

/// <summary>The options of a server, read again at each reload and restart. One call at a time, except <see cref="Options"/>.</summary>
internal sealed class LiveConfiguration
{
    private readonly ConfigurationReader? _reader;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private volatile ScriptWsOptions _options;
    private int _generation = 1;
    private volatile bool _isRefused;

    /// <summary>The files that another process kept and this one started from, until what is on disk is in force.</summary>
    private volatile IReadOnlyDictionary<string, FileStamp>? _kept;

    private IReadOnlyList<string> _waitingForRestart = [];

    /// <param name="options">The options at the start.</param>
    /// <param name="reader">Reads them again; <c>null</c> when they never change.</param>
    /// <param name="clock">Of the time that a reload takes.</param>
    /// <param name="log">What changed.</param>
    public LiveConfiguration(ScriptWsOptions options, ConfigurationReader? reader, TimeProvider clock, ILogger log)
    {
        (_options, _reader, _clock, _log) = (options, reader, clock, log);
        if (SourceFiles.AreKept) _kept = reader?.LastRead;
        Files = new LiveFiles(() => reader?.File, () => IsOutdated, log);
    }

    /// <summary>The options in force.</summary>
    public ScriptWsOptions Options => _options;

    /// <summary>The files of what is live.</summary>
    public LiveFiles Files { get; }

    /// <summary>
    /// Whether previous options are in force, because the file on disk was refused: now, or when this process started from kept files.
    /// </summary>
    private bool IsOutdated => _isRefused || (_kept is { } kept && FileStamp.HaveChanged(kept));

    /// <summary>Whether there is anything to read again.</summary>
    public bool CanChange => _reader is not null;

    /// <returns>The files that the options come from; <c>null</c> when they come from none.</returns>
    /// <param name="reloadAsync">Called when they change.</param>
    public WatchedFiles? Watched(Func<Task> reloadAsync) =>
        _reader is { File: not null } reader ? new WatchedFiles(() => reader.LastRead, reloadAsync) : null;

    /// <summary>Reads the options again. A change takes effect in the run; a fault changes nothing.</summary>
    public async Task<ReloadResult> ReloadAsync(RunningServer running)
    {
        var (reader, began) = (_reader!, _clock.GetTimestamp());
        try
        {
            var options = reader.Read();
            var (changed, waiting) = await running.ReconfigureAsync(options).ConfigureAwait(false);
            _options = options;
            Files.Remember(options, running.Modules);
            var wasRefused = _isRefused;
            (_isRefused, _kept) = (false, null);
            if (changed.Count == 0) return Result(wasRefused ? ReloadOutcome.Undone : ReloadOutcome.Unchanged, null);

            _generation++;
            Log.ConfigurationChanged(_log, reader.DisplayName, string.Join(", ", changed));
            ReportRestart(reader.DisplayName, waiting);
            return Result(ReloadOutcome.Live, null);
        }
        catch (Exception e) when (e is ConfigurationException or ScriptWsException)
        {
            var problem = e.Message.Replace('\n', ' ');
            _isRefused = true;
            Log.ConfigurationRefused(_log, reader.DisplayName, problem);
            return Result(ReloadOutcome.Refused, problem);
        }

        ReloadResult Result(ReloadOutcome outcome, string? problem) =>
            new(reader.DisplayName, "", outcome, _generation, problem, _clock.GetElapsedTime(began));
    }

    /// <summary>Reads the options for a restart. If the configuration is faulty, the server restarts with the previous one.</summary>
    public void ReadForRestart()
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

    /// <summary>Logs which changes require a restart, whenever that has changed, and when none does any more.</summary>
    private void ReportRestart(string file, IReadOnlyList<string> waiting)
    {
        if (waiting.SequenceEqual(_waitingForRestart)) return;

        if (waiting.Count > 0) Log.ConfigurationNeedsRestart(_log, file, string.Join(", ", waiting));
        else Log.ConfigurationNeedsNoRestart(_log, file);
        _waitingForRestart = waiting;
    }
}
