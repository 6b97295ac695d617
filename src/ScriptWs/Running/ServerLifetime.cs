using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.PlainHttp;
using ScriptWs.Protocol;
using ScriptWs.Reload;
using ScriptWs.Supervision;
using ScriptWs.Transport;

namespace ScriptWs.Running;

/// <summary>The runs of a server, one after the other. Start, stop, restart and reload wait for each other. Any thread.</summary>
internal sealed class ServerLifetime(LiveConfiguration configuration, IServerHooks hooks, ILoggerFactory loggers, TimeProvider clock)
{
    /// <summary>Never disposed: it holds nothing that needs it.</summary>
    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly ILogger _log = loggers.CreateLogger(LogCategories.Server);
    private readonly ServerTotals _totals = new();
    private volatile RunningServer? _running;
    private IReadOnlyList<ListenOptions> _listensAsConfigured = [];
    private TaskCompletionSource _completion = NewCompletion();

    /// <summary>The current run; <c>null</c> while the server is stopped.</summary>
    public RunningServer? Running => _running;

    /// <summary>What scripts keep, over all runs.</summary>
    public ServerStorage Storage { get; } = new(hooks.StorageOpeners, clock, loggers.CreateLogger(LogCategories.Server));

    public ServerStatus Status { get; private set; } = ServerStatus.Stopped;

    /// <summary>Completes when the server has stopped.</summary>
    public Task Completion => _completion.Task;

    /// <summary>TCP connections accepted in all runs.</summary>
    public long Accepted => _totals.Accepted;

    /// <summary>The traffic of all runs.</summary>
    public Traffic Traffic => _totals.TrafficWith(_running?.Registry);

    public Task StartAsync(CancellationToken cancellationToken) =>
        AloneAsync(() => _running is null ? BeginAsync(configuration.Options.Listen) : Task.CompletedTask, cancellationToken);

    /// <param name="cancellationToken">Drops what is left at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // This call may wait for a drain that has begun already: that one hurries too.
        using var hurry = cancellationToken.UnsafeRegister(lifetime => ((ServerLifetime)lifetime!)._running?.Hurry(), this);
        await AloneAsync(StopAsync, CancellationToken.None).ConfigureAwait(false);
        _completion.TrySetResult();

        Task StopAsync() => EndAsync("stop", CloseStatuses.ShuttingDown, cancellationToken);
    }

    /// <summary>Stops for another process that accepts at the same sockets already.</summary>
    public async Task HandOverAsync(CancellationToken cancellationToken)
    {
        await AloneAsync(HandOverAsync, CancellationToken.None).ConfigureAwait(false);
        _completion.TrySetResult();

        Task HandOverAsync() => EndAsync("restart", CloseStatuses.Restarting, cancellationToken, leavesListening: true);
    }

    /// <summary>Stops, and starts again on the same ports.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        configuration.ReadForRestart();
        var configured = configuration.Options.Listen;
        var listen = _running is { } running && configured.SequenceEqual(_listensAsConfigured) ? running.ListenAgain : configured;
        await EndAsync("restart", CloseStatuses.Restarting, cancellationToken).ConfigureAwait(false);
        await BeginAsync(listen).ConfigureAwait(false);
    }, CancellationToken.None);

    /// <summary>A script asks for the end of the server.</summary>
    public void RequestStop() => _ = Task.Run(() => StopAsync(CancellationToken.None));

    /// <summary>A script asks for a restart.</summary>
    public void RequestRestart() => _ = Task.Run(async () =>
    {
        try
        {
            await RestartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.RestartFailed(_log, e);
            _completion.TrySetException(e);
        }
    });

    /// <summary>Reads the configuration, the certificates and the scripts again.</summary>
    public async Task<IReadOnlyList<ReloadResult>> ReloadAsync(CancellationToken cancellationToken)
    {
        var options = await ReloadConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var scripts = _running is { } running ? await running.ReloadAsync(cancellationToken).ConfigureAwait(false) : [];
        return options is null ? scripts : [options, .. scripts];
    }

    /// <summary>Continues an opening handshake that a web server has read.</summary>
    public Task<PlainAnswer?> UpgradeAsync(WebSocketUpgrade upgrade)
    {
        ArgumentNullException.ThrowIfNull(upgrade);
        return _running is { } running
            ? running.UpgradeAsync(upgrade)
            : Task.FromResult<PlainAnswer?>(PlainAnswer.Of(HttpRefusals.ShuttingDown(Admission.RetryAfter)));
    }

    private static TaskCompletionSource NewCompletion() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="actAsync">What is done while no other call starts, stops or reloads.</param>
    /// <param name="cancellationToken">Gives up waiting for the other calls.</param>
    private async Task AloneAsync(Func<Task> actAsync, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await actAsync().ConfigureAwait(false);
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <returns><c>null</c> when there is nothing to read, or the server is stopped.</returns>
    private async Task<ReloadResult?> ReloadConfigurationAsync(CancellationToken cancellationToken)
    {
        if (!configuration.CanChange) return null;

        ReloadResult? result = null;
        await AloneAsync(ReloadAsync, cancellationToken).ConfigureAwait(false);
        return result;

        async Task ReloadAsync()
        {
            if (_running is not { } running) return;
            result = await configuration.ReloadAsync(running).ConfigureAwait(false);
            if (result.Outcome != ReloadOutcome.Unchanged) hooks.RaiseReloaded(result);
        }
    }

    private async Task BeginAsync(IReadOnlyList<ListenOptions> listen)
    {
        if (_completion.Task.IsCompleted) _completion = NewCompletion();
        var run = new RunContext(configuration.Options, hooks, _totals, configuration.Files, Storage, loggers, clock);
        var watched = configuration.Watched(() => ReloadConfigurationAsync(CancellationToken.None));
        var running = new RunningServer(run, listen, watched, OnStatus);
        _listensAsConfigured = configuration.Options.Listen;
        Background.ReportTo(_log);
        await PrepareHttpAsync(running).ConfigureAwait(false);
        // Before it listens: the first client may come immediately, and what it asks for is looked up here.
        _running = running;
        try
        {
            await running.JoinAsync().ConfigureAwait(false);
            running.Start();
        }
        catch (ScriptWsException)
        {
            _running = null;
            await running.LeaveAsync().ConfigureAwait(false);
            throw;
        }

        configuration.Files.Remember(configuration.Options, running.Modules);
        Log.ServerStarted(_log, string.Join(", ", running.Addresses));
        Report(ServerStatus.Running);
        hooks.RaiseStarted();
    }

    /// <summary>Where descriptors are scarce, the web server's code is loaded now: there may be none for its files later.</summary>
    private async Task PrepareHttpAsync(RunningServer running)
    {
        if (!Descriptors.AreScarce || !Descriptors.HasRoom || hooks.HttpServer is not { } http) return;
        if (http.IsWanted || running.AnswersRequests) await http.PrepareAsync().ConfigureAwait(false);
    }

    private async Task EndAsync(string reason, CloseStatus status, CancellationToken cancellationToken, bool leavesListening = false)
    {
        if (_running is not { } running) return;

        using var hurry = cancellationToken.UnsafeRegister(running => ((RunningServer)running!).Hurry(), running);
        if (leavesListening) await running.LeaveListeningAsync().ConfigureAwait(false);
        await running.StopAsync(reason, status).ConfigureAwait(false);
        _totals.Keep(running.Registry);
        _running = null;
        Log.ServerStopped(_log, reason);
        Report(ServerStatus.Stopped);
        hooks.RaiseStopped(reason);
    }

    /// <summary>The watchdog of a run found that its listeners have failed, or recovered.</summary>
    private void OnStatus(RunningServer running, ServerStatus status)
    {
        if (running != _running) return;
        if (Status.State == ServerState.Running && status.State != ServerState.Running) hooks.Instruments.ListenerFailed();
        Report(status);
        if (status.State == ServerState.GivenUp && running.IsDeaf) _ = Task.Run(() => FailAsync(running, status.Cause!));
    }

    /// <summary>No client can connect, and none will: connections are closed, and <see cref="Completion"/> reports the cause.</summary>
    private async Task FailAsync(RunningServer running, string cause)
    {
        var isCurrent = false;
        await AloneAsync(() =>
        {
            isCurrent = running == _running;
            return isCurrent ? EndAsync(Drain.Fault, CloseStatuses.ShuttingDown, CancellationToken.None) : Task.CompletedTask;
        }, CancellationToken.None).ConfigureAwait(false);
        if (isCurrent) _completion.TrySetException(new ScriptWsException($"{cause}; nothing listens any more."));
    }

    private void Report(ServerStatus status)
    {
        Status = status;
        hooks.RaiseStatusChanged(status);
    }
}
