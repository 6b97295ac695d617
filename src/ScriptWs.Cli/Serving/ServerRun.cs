using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Logging;
using ScriptWs.Cli.Reloading;
using ScriptWs.Cli.Supervising;
using ScriptWs.Cli.Terminal;
using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Redis;
using ScriptWs.Storage;
using ScriptWs.Supervision;

namespace ScriptWs.Cli;

/// <summary>Serves in this process until it is told to stop: by signals, by a script, or by the process that supervises it.</summary>
internal sealed class ServerRun : IDisposable
{
    private readonly RunLog _log;
    private readonly Streams _streams;
    private readonly StopSignal _stop;
    private readonly RunSignals _signals;
    private readonly ParentLink? _parent;
    private readonly SocketSet _sockets;
    private readonly ScriptWsServer _server;
    private readonly CancellationTokenSource _left = new();
    private readonly ILogger _logger;
    private readonly SystemdNotifier _systemd;
    private readonly Meter _meter;
    private volatile bool _isUnwell;
    private readonly Lock _lock = new();
    private int _reloadsAsked;

    /// <exception cref="Configuration.ConfigurationException">The configuration is wrong.</exception>
    /// <param name="request">What was asked for.</param>
    /// <param name="streams">Where it prints.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="signals">The other signals.</param>
    /// <param name="log">The log.</param>
    /// <param name="parent">The supervisor of this process, if it has one.</param>
    public ServerRun(RunRequest request, Streams streams, StopSignal stop, RunSignals signals, RunLog log, ParentLink? parent)
    {
        (_log, _streams, _stop, _signals, _parent) = (log, streams, stop, signals, parent);
        _logger = log.Factory.CreateLogger<ServerRun>();
        var folder = "";
        _server = new ScriptWsServer(
            () =>
            {
                var options = request.Load();
                log.Use(options.Log, options.BaseDirectory);
                folder = options.BaseDirectory;
                if (options.Storage.Backend == StorageBackend.File) UseFiles(_server);
                UseRedisIfWanted(options.Cluster);
                return options;
            },
            log.Factory);
        if (_server.Options.Storage.Backend == StorageBackend.File) UseFiles(_server);
        IsToBeSupervised = parent is null && _server.Options.Supervision.Enabled;
        // A process that is supervised has no such variables: the supervising one tells systemd.
        _systemd = new SystemdNotifier(IsToBeSupervised ? static _ => null : Environment.GetEnvironmentVariable, Environment.ProcessId, () => !_isUnwell, TimeProvider.System);
        _sockets = parent?.Sockets ?? (IsToBeSupervised ? new SocketSet() : GivenSockets.OfProcess());
        _server.SocketFor = listen => _sockets.For(listen, _server.Options.Listen);
        _server.ServeHttp(loggerFactory: log.Factory);
        UseRedisIfWanted(_server.Options.Cluster);
        _meter = LossMeter.Create(_server, streams.OutLosses, streams.ErrorLosses);
        _server.Reloaded += _ => Keep();
        _server.Reloaded += new ReloadPrinter(streams.Out, streams.OutHasColors, request.IsDevelopment, folder).Print;
    }

    /// <summary>Whether the configuration wants another process to serve, and this one to watch over it.</summary>
    public bool IsToBeSupervised { get; }

    /// <exception cref="ScriptWsException">A script does not load, or an address cannot be listened on.</exception>
    public async Task StartAsync()
    {
        if (Globalization.Warning is { } warning) Log.NoGlobalization(_logger, warning);
        if (_parent is null)
        {
            GivenSockets.Check(_sockets, _server.Options.Listen);
            AdminRun.CheckPort(_server.Options.Admin);
        }

        _server.Unresponsive += _ => BecomeUnwell();
        await _server.StartAsync(CancellationToken.None);
    }

    /// <param name="problem">Why it serves what was live last, in place of the files on disk; <c>null</c> when it does not.</param>
    /// <exception cref="CommandException">It failed while it ran.</exception>
    public async Task<int> ServeAsync(string? problem)
    {
        _server.StatusChanged += OnStatus;
        foreach (var address in _server.Addresses) _streams.Out.WriteLine($"listening on {address}");
        foreach (var script in _server.Scripts.DistinctBy(script => script.Path))
            _streams.Out.WriteLine($"{script.Path}: generation {script.Generation} is live");
        foreach (var page in Pages()) _streams.Out.WriteLine($"pages at {page}");
        await _streams.Out.FlushAsync(CancellationToken.None);
        await using var admin = await AdminRun.StartAsync(_server, _log, _streams, waits: _parent is not null);
        Keep();
        _parent?.Send(Report.Ready);
        _systemd.Ready(Listening);
        if (problem is not null)
        {
            Log.ServesKept(_logger, problem);
            _signals.Reload.Ask(); // what is right on disk is live at once, and what is not is refused by its name
        }

        _signals.Leave.Answer(_left.Cancel);
        _signals.Reload.Answer(() => _ = ReloadAsync());
        _signals.HandOver.Answer(() =>
        {
            if (_parent is null) Log.HandoverNeedsSupervisor(_logger);
        });
        _signals.Unused.Answer(() => Log.SignalUnused(_logger));

        return await StoppedAsync();
    }

    public void Dispose()
    {
        _meter.Dispose();
        _systemd.Dispose();
        if (_parent is null) _sockets.Dispose();
        _left.Dispose();
    }

    /// <summary>Loads the assembly for files: only when the configuration wants one.</summary>
    /// <param name="server"><c>null</c> while the server is created.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseFiles(ScriptWsServer? server) => server?.UseFileStorage();

    /// <summary>Loads the package only for a server that is, or becomes, a node of a cluster.</summary>
    private void UseRedisIfWanted(ClusterOptions cluster)
    {
        if (cluster.Url is not null && _server is not null) UseRedis();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void UseRedis() => _server.UseRedis();

    /// <summary>Gives the supervising process what is live, before anything reports that it is: a crash right afterwards loses nothing.</summary>
    private void Keep()
    {
        if (_parent is null) return;
        lock (_lock)
        {
            if (_server.Keep() is { } files) _parent.Keep(files);
            else Log.NothingKept(_logger);
        }
    }

    /// <summary>The supervisor or systemd replaces this process, if one of them watches it.</summary>
    private void BecomeUnwell()
    {
        _isUnwell = true;
        if (_parent is not null)
        {
            // New clients wait at the socket for the next process, instead of for a turn that does not end.
            _server.StopAccepting();
            _parent.BecomeUnwell();
        }

        _systemd.ShowStatus("The server cannot recover: only a restart of the process ends a turn, or makes it listen.");
    }

    private void OnStatus(ServerStatus status)
    {
        if (status.State == ServerState.GivenUp) BecomeUnwell();
        else if (status.State == ServerState.Recovering) _systemd.ShowStatus($"Does not listen: {status.Cause}.");
        else if (status.State == ServerState.Running) _systemd.ShowStatus(Listening);
    }

    /// <summary>Links to what a browser shows: each static folder at the first address, by a name that this machine reaches it by.</summary>
    private IEnumerable<Uri> Pages()
    {
        // A script may have stopped the server as it started.
        if (_server.Addresses is not [var first, ..]) yield break;

        var address = new UriBuilder(first);
        address.Scheme = address.Scheme == "wss" ? "https" : "http";
        if (address.Host == "0.0.0.0") address.Host = "127.0.0.1";
        if (address.Host == "[::]") address.Host = "[::1]";
        foreach (var path in _server.Options.Static.Keys)
        {
            address.Path = path.EndsWith('/') ? path : path + "/";
            yield return address.Uri;
        }
    }

    private string Listening => $"Listening on {string.Join(", ", _server.Addresses)}.";

    /// <summary>One at a time: what is asked for while one runs is one more after it, however often.</summary>
    private async Task ReloadAsync()
    {
        if (Interlocked.Increment(ref _reloadsAsked) > 1) return;
        int answered;
        do
        {
            answered = Volatile.Read(ref _reloadsAsked);
            if (_stop.First.IsCancellationRequested) continue;
            _systemd.Reloading("Reading the files again.");
            try
            {
                await _server.ReloadAsync();
            }
            catch (Exception e)
            {
                Log.ReloadFailed(_logger, e);
            }

            _parent?.Send(Report.Reloaded);
            if (!_stop.First.IsCancellationRequested) _systemd.Ready(Listening);
        }
        while (Interlocked.CompareExchange(ref _reloadsAsked, 0, answered) != answered);
    }

    private async Task<int> StoppedAsync()
    {
        using var stopOrLeave = CancellationTokenSource.CreateLinkedTokenSource(_stop.First, _left.Token);
        try
        {
            await _server.Completion.WaitAsync(stopOrLeave.Token);
            return ExitCode.Fine;
        }
        catch (OperationCanceledException) when (stopOrLeave.IsCancellationRequested)
        {
            if (_streams.IsInteractive && !_left.IsCancellationRequested) _streams.Error.WriteLine("stopping; Ctrl+C again stops at once");
            _systemd.Stopping("Letting connections go.");
            await (_left.IsCancellationRequested ? _server.HandOverAsync(_stop.Second) : _server.StopAsync(_stop.Second));
            return _stop.Second.IsCancellationRequested ? ExitCode.Failed : ExitCode.Fine;
        }
        catch (ScriptWsException e)
        {
            throw new CommandException(e.Message, ExitCode.Failed, e);
        }
    }
}
