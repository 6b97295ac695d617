using System.Net;
using Microsoft.Extensions.Logging;
using ScriptWs.Authentication;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Protocol;
using ScriptWs.Reload;
using ScriptWs.Scripting;
using ScriptWs.Supervision;
using ScriptWs.Transport;

namespace ScriptWs;

/// <summary>One run of the server, from start to stop: everything that is made anew by a restart.</summary>
internal sealed class RunningServer
{
    private readonly ScriptWsOptions _options;
    private readonly ScriptWsServer _server;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _clock;
    private readonly Admission _admission;
    private readonly DeadlineQueue _closeDeadlines;
    private readonly DeadlineQueue _handshakeDeadlines;
    private readonly Heartbeat? _heartbeat;
    private readonly OriginRules _origins;
    private readonly HandshakeSettings _handshakes;
    private readonly Dictionary<string, Endpoint> _endpoints;
    private readonly ListenerSet _listeners;
    private readonly Watchdog _watchdog;
    private readonly SelfProbe? _probe;
    private readonly Drain _drain;
    private ChangeWatcher? _watcher;

    /// <exception cref="ConfigurationException">The options contradict each other.</exception>
    /// <exception cref="ScriptWsException">A script does not load.</exception>
    public RunningServer(ScriptWsOptions options, ScriptWsServer server, ILoggerFactory loggers, TimeProvider clock)
    {
        options.ThrowIfInvalid();
        (_options, _server, _loggers, _clock) = (options, server, loggers, clock);
        _admission = new Admission(options.Limits, clock);
        _closeDeadlines = new DeadlineQueue(clock, options.Limits.CloseTimeout);
        _handshakeDeadlines = new DeadlineQueue(clock, options.Limits.HandshakeTimeout);
        if (options.Heartbeat.Enabled) _heartbeat = new Heartbeat(options.Heartbeat, clock, loggers.CreateLogger<Heartbeat>());
        Registry = new ConnectionRegistry();
        _endpoints = new EndpointFactory(options, server, Registry, _heartbeat, loggers, clock).Create();
        _origins = new OriginRules(options.Origins, options.RequireOrigin, loggers.CreateLogger<OriginRules>());
        _listeners = new ListenerSet(options.Listen, CreateListener, Accept);
        _watchdog = new Watchdog(
            options.Watchdog, _listeners, [.. AllSlots], [.. _endpoints.Values.Select(endpoint => endpoint.Slots[0])], status => server.OnStatus(this, status), clock, loggers.CreateLogger<Watchdog>());
        if (options.Watchdog.Monitor.Enabled) _probe = new SelfProbe(options.Watchdog, _listeners, clock, loggers.CreateLogger<SelfProbe>());
        _drain = new Drain(options.Shutdown, _admission, Registry, [.. AllSlots], clock, loggers.CreateLogger<ScriptWsServer>());
        _handshakes = new HandshakeSettings(
            path => _endpoints.GetValueOrDefault(path),
            new ConnectionSettings(Registry, _admission, options.Limits, options.Compression, clock, _closeDeadlines),
            _handshakeDeadlines)
        {
            Origins = _origins,
            Addresses = new AddressRules(options.Addresses),
            AcceptsAddress = server.MayConnect,
            Gate = AuthenticationRules.IsOn(options) ? CreateGate(server) : null,
        };
    }

    public ConnectionRegistry Registry { get; }

    public IReadOnlyList<Uri> Addresses => [.. _listeners.Addresses.Select(address => new Uri($"ws://{address}/"))];

    /// <summary>Whether nobody can connect.</summary>
    public bool IsDeaf => _listeners.NoneAlive;

    public IReadOnlyList<ScriptStatus> Scripts =>
        [.. _endpoints.Values.Where(e => e.Script is not null).Select(e => new ScriptStatus(e.Script!.DisplayPath, e.Script.Generation, e.Path, e.Slots.Count))];

    public bool IsIdle => AllSlots.All(slot => slot.Worker.IsIdle);

    /// <summary>What to listen on to get the same ports again.</summary>
    public IReadOnlyList<ListenOptions> ListenAgain => _listeners.Again;

    /// <summary>Loads every script and lets it go again.</summary>
    public static IReadOnlyList<string> Check(ScriptWsOptions options) => EndpointFactory.Check(options);

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

        if (_options.Script.Watch) _watcher = CreateWatcher();
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
    public async Task<IReadOnlyList<ReloadResult>> ReloadAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Reloaders.Select(reloader => reloader.ReloadAsync(cancellationToken))).ConfigureAwait(false);

    /// <summary>Brings every script's generation before back.</summary>
    public async Task<IReadOnlyList<ReloadResult>> RollbackAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Reloaders.Select(reloader => reloader.RollbackAsync(cancellationToken))).ConfigureAwait(false);

    /// <summary>Lets all connections go and ends everything that was made for this run.</summary>
    public async Task StopAsync(string reason, CloseStatus status)
    {
        _probe?.Dispose();
        _watchdog.Dispose();
        _admission.Drain();
        _watcher?.Dispose();
        foreach (var reloader in Reloaders) await reloader.CloseAsync().ConfigureAwait(false);
        await _drain.RunAsync(reason, status, _listeners.Stop).ConfigureAwait(false);
        DisposeSlots();
        _heartbeat?.Dispose();
        _closeDeadlines.Dispose();
        _handshakeDeadlines.Dispose();
    }

    /// <summary>Ends the listeners as if the system had.</summary>
    public void KillListeners() => _listeners.Kill();

    /// <summary>Drops what is left of a run that stops, or will.</summary>
    public void Hurry() => _drain.Hurry();

    private SocketListener CreateListener(ListenOptions listen) =>
        new(new IPEndPoint(OptionsRules.AddressOf(listen)!, listen.Port), listen.Backlog, _clock, _loggers.CreateLogger<SocketListener>());

    private ChangeWatcher CreateWatcher() => new(
        [.. Reloaders.Select(reloader => new WatchedFiles(() => reloader.LastRead, () => reloader.ReloadAsync(CancellationToken.None)))],
        _options.Script.Debounce,
        _clock,
        _loggers.CreateLogger<ChangeWatcher>());

    private IEnumerable<ScriptReloader> Reloaders => _endpoints.Values.Select(endpoint => endpoint.Reloader).OfType<ScriptReloader>();

    private IEnumerable<ScriptSlot> AllSlots => _endpoints.Values.SelectMany(endpoint => endpoint.Slots);

    private Gate CreateGate(ScriptWsServer server)
    {
        var authenticator = new Authenticator(_options.Authentication with { Users = UsersFile.AllUsersOf(_options) }, _clock, _loggers.CreateLogger<Authenticator>());
        var questions = new UserQuestions(server, () => _endpoints.Values, _options.Limits.HandshakeTimeout, _clock, _loggers.CreateLogger<ScriptWsServer>());
        return new Gate(_options, authenticator, questions, _origins);
    }

    private void DisposeSlots()
    {
        foreach (var slot in AllSlots) slot.Dispose();
    }
}
