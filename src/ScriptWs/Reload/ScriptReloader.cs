using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>
/// Replaces the script of one endpoint while it runs. A new version is read, evaluated and tried beside the one that
/// runs; only when all that is well do the workers change over, between two turns. Any thread; one reload at a time.
/// </summary>
internal sealed class ScriptReloader
{
    /// <summary>
    /// What a turn may take beyond its budget before a reload gives up waiting for its end: a long built-in is not cut off.
    /// </summary>
    private static readonly TimeSpan TurnGrace = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim _lock = new(1, 1);
    private volatile ReloadTarget _target;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly GenerationSwap _swap;
    private volatile ScriptModule _lastRead;
    private volatile Probation? _probation;
    private ScriptModule? _previous;
    private string? _rolledBack;
    private int _newest = 1;
    private volatile bool _isRefused;

    /// <summary>The files that another process kept and this one started from, until what is on disk is live.</summary>
    private volatile IReadOnlyDictionary<string, FileStamp>? _kept;

    private bool _isClosed;

    /// <summary>Loads the first generation and makes it live.</summary>
    /// <exception cref="ScriptLoadException">It does not load.</exception>
    public ScriptReloader(ReloadTarget target, TimeProvider clock, ILogger log)
    {
        (_target, _clock, _log) = (target, clock, log);
        _swap = new GenerationSwap(target.Slots, clock);
        Module = _lastRead = ScriptModule.Load(target.File, target.DisplayPath, target.Imports());
        if (SourceFiles.AreKept) _kept = Module.Files;
        foreach (var slot in target.Slots) slot.Begin(() => CreateHost(Module, slot));
        Warn(target.Slots[0].Host!);
    }

    /// <summary>What is live.</summary>
    public ScriptModule Module { get; private set; }

    /// <summary>The files as they were when they were last read, whether what they hold is live or was refused.</summary>
    public IReadOnlyDictionary<string, FileStamp> LastRead => _lastRead.Files;

    /// <summary>
    /// Whether a previous version is live, because the files on disk were refused: now, or when this process started from kept files.
    /// </summary>
    public bool IsOutdated => _isRefused || (_kept is { } kept && FileStamp.HaveChanged(kept));

    /// <summary>Reads the files and, when they hold something new that is fit to run, makes it live.</summary>
    public Task<ReloadResult> ReloadAsync(CancellationToken cancellationToken) => ReloadAsync(remake: false, cancellationToken);

    /// <param name="remake">Makes a new generation even of the same files: what engines are made with has changed.</param>
    /// <param name="cancellationToken">Gives up waiting for a reload that is under way.</param>
    public Task<ReloadResult> ReloadAsync(bool remake, CancellationToken cancellationToken) =>
        OneAtATimeAsync(began => ReloadAsync(began, remake), cancellationToken);

    /// <summary>From now on another file is read, or the same one under another name.</summary>
    public void Retarget(string file, string displayPath) => _target = _target with { File = file, DisplayPath = displayPath };

    /// <summary>Restores the previous generation. The current one is then rejected until its files change.</summary>
    public Task<ReloadResult> RollbackAsync(CancellationToken cancellationToken) =>
        OneAtATimeAsync(began => RollbackAsync(began, "as it was asked to"), cancellationToken);

    private async Task RollbackFailedAsync(ScriptModule failed, RollbackOptions limits)
    {
        var reason = $"because more than {limits.Errors} of its turns failed within {SettingValue.Show(limits.Within)}";
        try
        {
            await OneAtATimeAsync(began => Module == failed ? RollbackAsync(began, reason) : Task.FromResult(Result(ReloadOutcome.Unchanged, began)), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.RollbackBroke(_log, e, _target.DisplayPath, _target.Endpoint);
        }
    }

    /// <summary>Reloads nothing any more; waits for a reload that is under way.</summary>
    public async Task CloseAsync()
    {
        await _lock.WaitAsync().ConfigureAwait(false);
        _isClosed = true;
        _lock.Release();
    }

    private async Task<ReloadResult> OneAtATimeAsync(Func<long, Task<ReloadResult>> reload, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var began = _clock.GetTimestamp();
            var span = Tracing.Reload(_target.DisplayPath);
            // Away from the caller's thread, which may be a worker's.
            var result = _isClosed ? Result(ReloadOutcome.Unchanged, began) : await Task.Run(() => reload(began), CancellationToken.None).ConfigureAwait(false);
            span.End("scriptws.outcome", result.Outcome.ToString(), failed: result.Outcome == ReloadOutcome.Refused);
            if (result.Outcome != ReloadOutcome.Unchanged) _target.Report(result);
            return result;
        }
        finally
        {
            _lock.Release();
        }
    }

    private async Task<ReloadResult> ReloadAsync(long began, bool remake)
    {
        var hosts = new List<ScriptHost>();
        try
        {
            var module = _lastRead = ScriptModule.Find(_target.File, _target.DisplayPath, _newest + 1, _target.Imports());
            module.Read();
            CreateHosts(module, hosts);
            if (module.Fingerprint == Module.Fingerprint && module.DisplayPath == Module.DisplayPath && !remake) return Undo(began);
            if (module.Fingerprint == _rolledBack) throw new ScriptLoadException("it was rolled back before, and has not changed since.");

            var probation = new Probation(module, _target.Options().Rollback, _clock);
            await SwapAsync(module, hosts, Leaving.Everything, probation).ConfigureAwait(false);
            (_newest, _rolledBack, _isRefused, _kept) = (module.Generation, null, false, null);
            var result = Result(ReloadOutcome.Live, began);
            Log.GenerationWentLive(_log, _target.DisplayPath, result.Generation, result.Duration.TotalMilliseconds, _target.Endpoint);
            Warn(hosts[0]);
            return result;
        }
        catch (ScriptLoadException e)
        {
            var place = ScriptPlace.Of(e.Message, _target.DisplayPath);
            _isRefused = true;
            Log.GenerationRefused(_log, _target.DisplayPath, _newest + 1, Module.Generation, e.Message, _target.Endpoint, place.File, place.Line);
            return Result(ReloadOutcome.Refused, began, e.Message);
        }
        finally
        {
            DisposeUnused(hosts);
        }
    }

    /// <summary>The files are what runs; that is news only after they were something else.</summary>
    private ReloadResult Undo(long began)
    {
        _kept = null;
        if (!_isRefused) return Result(ReloadOutcome.Unchanged, began);

        _isRefused = false;
        Log.RefusedVersionUndone(_log, _target.DisplayPath, Module.Generation, _target.Endpoint);
        return Result(ReloadOutcome.Undone, began);
    }

    private async Task<ReloadResult> RollbackAsync(long began, string reason)
    {
        if (_previous is not { } previous)
        {
            Log.RollbackHasNoGeneration(_log, _target.DisplayPath, Module.Generation, _target.Endpoint);
            return Result(ReloadOutcome.Refused, began, "there is no generation before this one.");
        }

        var left = Module;
        // What the bad generation leaves may be unreadable for the previous one, which then starts with fresh state.
        var problem = await TryRollbackAsync(previous, keepsState: true).ConfigureAwait(false) is null
            ? null
            : await TryRollbackAsync(previous, keepsState: false).ConfigureAwait(false);
        if (problem is not null)
        {
            Log.RollbackRefused(_log, _target.DisplayPath, previous.Generation, Module.Generation, problem, _target.Endpoint);
            return Result(ReloadOutcome.Refused, began, problem);
        }

        (_previous, _rolledBack) = (null, left.Fingerprint);
        Log.GenerationRolledBack(_log, _target.DisplayPath, previous.Generation, left.Generation, reason, _target.Endpoint);
        return Result(ReloadOutcome.RolledBack, began);
    }

    /// <returns>What is wrong; <c>null</c> when the generation is live.</returns>
    private async Task<string?> TryRollbackAsync(ScriptModule previous, bool keepsState)
    {
        var hosts = new List<ScriptHost>();
        try
        {
            CreateHosts(previous, hosts);
            await SwapAsync(previous, hosts, keepsState ? Leaving.WhatCanBeSaved : Leaving.ConnectionsOnly, probation: null).ConfigureAwait(false);
            return null;
        }
        catch (ScriptLoadException e)
        {
            return e.Message;
        }
        finally
        {
            DisposeUnused(hosts);
        }
    }

    private void CreateHosts(ScriptModule module, List<ScriptHost> hosts)
    {
        foreach (var slot in _target.Slots) hosts.Add(CreateHost(module, slot));
    }

    private ScriptHost CreateHost(ScriptModule module, ScriptSlot slot) => _target.CreateHost(module, slot, () =>
    {
        if (_probation is { } probation && probation.Fails(module)) _ = RollbackFailedAsync(module, probation.Limits);
    });

    private Task SwapAsync(ScriptModule module, List<ScriptHost> hosts, Leaving leaving, Probation? probation) => _swap.RunAsync(
        hosts,
        _target.Options().TurnTimeout + TurnGrace,
        slot => CreateHost(module, slot),
        leaving,
        live: () => (_previous, Module, _probation) = (Module, module, probation));

    /// <summary>Once for each version, however many engines run it.</summary>
    private void Warn(ScriptHost host)
    {
        foreach (var problem in host.Warnings)
        {
            var place = ScriptPlace.Of(problem, host.File);
            Log.ScriptWarned(_log, problem, _target.Endpoint, place.File, place.Line, host.Generation);
        }
    }

    private static void DisposeUnused(List<ScriptHost> hosts)
    {
        foreach (var host in hosts.Where(host => host.Stage != EngineStage.Live)) host.Dispose();
    }

    private ReloadResult Result(ReloadOutcome outcome, long began, string? problem = null) =>
        new(_target.DisplayPath, _target.Endpoint, outcome, Module.Generation, problem, _clock.GetElapsedTime(began));
}
