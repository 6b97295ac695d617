using System.Net;
using Microsoft.Extensions.Logging;
using ScriptWs.Authentication;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Endpoints;
using ScriptWs.PlainHttp;
using ScriptWs.Protocol;
using ScriptWs.Reload;
using ScriptWs.Routing;
using ScriptWs.Scripting;
using ScriptWs.Supervision;
using ScriptWs.Transport;

namespace ScriptWs.Running;

/// <summary>One run of the server, from start to stop: everything that is made anew by a restart.</summary>
internal sealed partial class RunningServer
{
    /// <summary>For opening handshakes that are under way when another process takes over; those that take longer are answered 503.</summary>
    private static readonly TimeSpan TimeForHandshakes = TimeSpan.FromSeconds(2);

    private readonly ScriptWsServer _server;
    private readonly WatchedFiles? _configuration;
    private readonly EndpointFactory _factory;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _clock;
    private readonly Admission _admission;
    private readonly List<DeadlineQueue> _deadlines = [];
    private readonly UnfinishedMessages _unfinished;
    private readonly SlowReaders _slowReaders;
    private volatile Heartbeat? _heartbeat;
    private readonly ListenerSet _listeners;
    private readonly Watchdog _watchdog;
    private StuckTurns _stuck;
    private readonly SelfProbe? _probe;
    private readonly Drain _drain;
    private DeadlineQueue _closeDeadlines;
    private DeadlineQueue _handshakeDeadlines;
    private Authenticator? _authenticator;
    private readonly TokenExpiry _tokenEnds;
    private AuthenticationFiles _files;
    private volatile ScriptWsOptions _options;
    private volatile RouteTable<Endpoint> _endpoints;
    private volatile HandshakeSettings _handshakes;
    private readonly HttpHandover? _handover;
    private ChangeWatcher? _watcher;

    /// <exception cref="ConfigurationException">The options contradict each other.</exception>
    /// <exception cref="ScriptWsException">A script does not load.</exception>
    /// <param name="options">The options.</param>
    /// <param name="listen">Where to listen, in place of the options' addresses.</param>
    /// <param name="server">Whose run it is.</param>
    /// <param name="configuration">The file that the options came from, if they did.</param>
    /// <param name="loggers">The log.</param>
    /// <param name="clock">The clock.</param>
    public RunningServer(
        ScriptWsOptions options, IReadOnlyList<ListenOptions> listen, ScriptWsServer server, WatchedFiles? configuration, ILoggerFactory loggers, TimeProvider clock)
    {
        options.ThrowIfInvalid();
        (_options, _asStarted, _server, _configuration, _loggers, _clock) = (options, options, server, configuration, loggers, clock);
        _admission = new Admission(options.Limits, clock);
        _closeDeadlines = NewDeadlines(options.Limits.CloseTimeout);
        _handshakeDeadlines = NewDeadlines(options.Limits.HandshakeTimeout);
        _unfinished = new UnfinishedMessages(options.Limits, clock, loggers.CreateLogger<ScriptWsServer>());
        _slowReaders = new SlowReaders(() => _options.Limits.SendTimeout, clock, loggers.CreateLogger<ScriptWsServer>());
        _heartbeat = CreateHeartbeat();
        Registry = new ConnectionRegistry();
        _tokenEnds = new TokenExpiry(clock, loggers.CreateLogger<TokenExpiry>());
        _files = AuthenticationFiles.Of(options);
        _factory = new EndpointFactory(options, server, Registry, () => _heartbeat, _tokenEnds, loggers, clock);
        _endpoints = _factory.Create(null);
        var rules = new RequestRules(() => _handshakes!, () => _options.Limits.HandshakeTimeout, clock);
        if (server.HttpServer is { } http) _handover = new HttpHandover(http, rules, new RequestQuestions(path => _endpoints.FindAtOrAbove(path), () => _options.Limits, () => _handshakes!.Gate, clock).AskAsync, () => _closeDeadlines, _slowReaders, _admission, clock);
        _handshakes = CreateHandshakes();
        if (SpeaksTls(options)) _identity = ReadIdentity(options);
        _listeners = new ListenerSet(options.IsHosted ? [] : listen, CreateListener, Accept);
        _watchdog = new Watchdog(
            options.Watchdog, _listeners, () => AllSlots, () => _endpoints.Values.Select(endpoint => endpoint.Slots[0]), status => server.OnStatus(this, status), clock, loggers.CreateLogger<Watchdog>());
        _stuck = CreateStuckTurns();
        if (options.Watchdog.Monitor.Enabled) _probe = new SelfProbe(options.Watchdog, _listeners, certificate => _identity?.Shows(certificate) ?? false, clock, loggers.CreateLogger<SelfProbe>());
        _drain = new Drain(() => _options.Shutdown, _admission, Registry, () => AllSlots, clock, loggers.CreateLogger<ScriptWsServer>());
    }

    public ConnectionRegistry Registry { get; }

    public IReadOnlyList<Uri> Addresses => _listeners.Uris;

    /// <summary>Whether nobody can connect.</summary>
    public bool IsDeaf => _listeners.NoneAlive;

    public IReadOnlyList<ScriptStatus> Scripts =>
        [.. _endpoints.Values.Where(e => e.Script is not null).Select(e => new ScriptStatus(e.Script!.DisplayPath, e.Script.Generation, e.Path, e.Slots.Count))];

    /// <summary>The version of each script that is live.</summary>
    public IEnumerable<ScriptModule> Modules => Reloaders.Select(reloader => reloader.Module);

    /// <summary>How many events wait for each worker, with its endpoint's path.</summary>
    public IEnumerable<(string Path, int Waiting)> Workers => _endpoints.Values.SelectMany(endpoint => endpoint.Slots, (endpoint, slot) => (endpoint.Path, slot.Worker.Waiting));

    public bool IsIdle => _heartbeat is null or { IsIdle: true } && AllSlots.All(slot => slot.Worker.IsIdle);

    /// <summary>What to listen on to get the same ports again.</summary>
    public IReadOnlyList<ListenOptions> ListenAgain => _listeners.Again;

    /// <exception cref="ScriptWsException">An address cannot be listened on.</exception>
    public void Start()
    {
        try
        {
            _listeners.Start(_watchdog.OnDied);
            _probe?.Start();
        }
        catch (ListenException e)
        {
            DisposeSlots();
            throw new ScriptWsException(e.Message, e);
        }

        if (!_options.IsHosted) Descriptors.Tell(_loggers.CreateLogger<ScriptWsServer>(), _options.Limits.MaxConnections);
        Watch();
        WatchExpiry();
        WarnOfUnreachable();
        foreach (var slot in AllSlots) slot.OnStart();
    }

    /// <summary>The sink of a new wire: its opening handshake.</summary>
    public ITransportSink Accept(ITransport transport)
    {
        if (_probe?.TryTake(transport) is { } answer) return answer;

        var sink = ClientHandshake.Begin(transport, _handshakes);
        _server.CountAccepted();
        return sink;
    }

    /// <summary>Reloads every script that has changed.</summary>
    public async Task<IReadOnlyList<ReloadResult>> ReloadAsync(CancellationToken cancellationToken)
    {
        if (_identity is not null) ReloadCertificates();
        return await Task.WhenAll(Reloaders.Select(reloader => reloader.ReloadAsync(cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Brings every script's generation before back.</summary>
    public async Task<IReadOnlyList<ReloadResult>> RollbackAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Reloaders.Select(reloader => reloader.RollbackAsync(cancellationToken))).ConfigureAwait(false);

    /// <summary>Accepts nobody any more; whoever is in stays.</summary>
    public void StopAccepting()
    {
        _probe?.Dispose();
        _watchdog.Dispose();
        _listeners.Stop();
    }

    /// <summary>Accepts nobody any more, for another process does, and waits a little for the opening handshakes that are under way.</summary>
    public async Task LeaveListeningAsync()
    {
        StopAccepting();
        await Task.WhenAny(_admission.WhenNoHandshake(), Task.Delay(TimeForHandshakes, _clock)).ConfigureAwait(false);
    }

    /// <summary>Lets all connections go and ends everything that was made for this run.</summary>
    public async Task StopAsync(string reason, CloseStatus status)
    {
        _probe?.Dispose();
        _watchdog.Dispose();
        _stuck.Dispose();
        _admission.Drain();
        _watcher?.Dispose();
        _expiry?.Dispose();
        foreach (var reloader in Reloaders) await reloader.CloseAsync().ConfigureAwait(false);
        using (var noTimeLeft = new CancellationTokenSource())
        {
            var http = _server.HttpServer?.StopAsync(noTimeLeft.Token) ?? Task.CompletedTask;
            await _drain.RunAsync(reason, status, _listeners.Stop).ConfigureAwait(false);
            await noTimeLeft.CancelAsync().ConfigureAwait(false);
            await http.ConfigureAwait(false);
        }

        DisposeSlots();
        _heartbeat?.Dispose();
        _tokenEnds.Dispose();
        _unfinished.Dispose();
        _slowReaders.Dispose();
        foreach (var deadlines in _deadlines) deadlines.Dispose();
    }

    /// <summary>Ends the listeners as if the system had.</summary>
    public void KillListeners() => _listeners.Kill();

    /// <summary>Drops what is left of a run that stops, or will.</summary>
    public void Hurry() => _drain.Hurry();

    private StuckTurns CreateStuckTurns() => new(_options.Script.Stuck, () => AllSlots, _server.RaiseUnresponsive, _loggers.CreateLogger<StuckTurns>());

    private SocketListener CreateListener(ListenOptions listen) =>
        new(new IPEndPoint(OptionsRules.AddressOf(listen)!, listen.Port), listen.Backlog, _clock, _loggers.CreateLogger<SocketListener>(), listen.Tls ? () => _identity! : null, () => _server.SocketFor?.Invoke(listen))
        {
            KeepAlive = () => _options.Heartbeat.TcpKeepAlive,
            Loop = _server.NextLoop,
        };

    private void Watch()
    {
        _watcher?.Dispose();
        var files = new List<WatchedFiles>();
        if (_options.Script.Watch)
        {
            Rehearsal.Begin();
            if (_configuration is not null) files.Add(_configuration);
            files.AddRange(Reloaders.Select(reloader => new WatchedFiles(() => reloader.LastRead, () => reloader.ReloadAsync(CancellationToken.None))));
        }

        if (_options.Tls.Watch && _identity is not null) files.Add(new WatchedFiles(() => _certificateFiles, ReloadCertificatesAsync));
        if (files.Count > 0) _watcher = new ChangeWatcher(files, _options.Script.Debounce, _clock, _loggers.CreateLogger<ChangeWatcher>());
    }

    private IEnumerable<ScriptReloader> Reloaders => _endpoints.Values.Select(endpoint => endpoint.Reloader).OfType<ScriptReloader>();

    private IEnumerable<ScriptSlot> AllSlots => _endpoints.Values.Concat(_removed).SelectMany(endpoint => endpoint.Slots);

    private DeadlineQueue NewDeadlines(TimeSpan timeout)
    {
        var deadlines = new DeadlineQueue(_clock, timeout, _loggers.CreateLogger<ScriptWsServer>());
        _deadlines.Add(deadlines);
        return deadlines;
    }

    private void DisposeSlots()
    {
        foreach (var slot in AllSlots) slot.Dispose();
    }
}
