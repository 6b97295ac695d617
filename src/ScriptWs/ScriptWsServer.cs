using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;
using ScriptWs.Reload;
using ScriptWs.Running;
using ScriptWs.Supervision;
using ScriptWs.Transport;

namespace ScriptWs;

/// <summary>
/// A WebSocket server (RFC 6455) whose behaviour is a JavaScript file, C# event handlers, or both. All members may be
/// used from any thread.
/// </summary>
/// <example>
/// <code>
/// await using var server = await ScriptWsServer.StartAsync("server.json");
/// server.MessageReceived += (connection, text) => server.Broadcast($"{connection.Id}: {text}");
/// await server.Completion;
/// </code>
/// </example>
public sealed partial class ScriptWsServer : IAsyncDisposable
{
    /// <summary>Start, stop and restart come one after the other. Never disposed: it holds nothing that needs it.</summary>
    private readonly SemaphoreSlim _lifetime = new(1, 1);
    private readonly ConfigurationReader? _reader;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly TimeProvider _clock;
    private volatile ScriptWsOptions _options;
    private volatile RunningServer? _running;
    private Traffic _pastTraffic;
    private long _accepted;
    private IReadOnlyList<ListenOptions> _listensAsConfigured = [];
    private TaskCompletionSource _completion = NewCompletion();

    /// <summary>Creates a server; <see cref="StartAsync(CancellationToken)"/> starts it.</summary>
    /// <param name="options">What <c>server.json</c> holds.</param>
    /// <param name="loggerFactory">Where the server's log and the scripts' console go; nowhere by default.</param>
    /// <param name="timeProvider">The clock of all timers; the system's by default.</param>
    public ScriptWsServer(ScriptWsOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _loggers = loggerFactory ?? NullLoggerFactory.Instance;
        _clock = timeProvider ?? TimeProvider.System;
        _log = _loggers.CreateLogger<ScriptWsServer>();
        Instruments = new Instruments(scope: this);
        Instruments.Observe(this, () => _running);
    }

    /// <summary>Creates a server that reads its options now, and again at each reload and restart.</summary>
    /// <param name="readOptions">Reads them, as <see cref="ServerConfiguration.Load"/> does. A file that they come from is watched with the scripts.</param>
    /// <param name="loggerFactory">Where the server's log and the scripts' console go; nowhere by default.</param>
    /// <param name="timeProvider">The clock of all timers; the system's by default.</param>
    /// <exception cref="ConfigurationException">The file is missing or wrong; the exception lists every error.</exception>
    public ScriptWsServer(Func<ScriptWsOptions> readOptions, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
        : this(ReadFirst(readOptions, out var reader), loggerFactory, timeProvider) => _reader = reader;

    /// <summary>The options in force.</summary>
    public ScriptWsOptions Options => _options;

    /// <summary>The addresses that are listened on, with their real ports; empty while the server is stopped.</summary>
    public IReadOnlyList<Uri> Addresses => _running?.Addresses ?? [];

    /// <summary>The scripts that are live, in the order of the endpoints; empty while the server is stopped.</summary>
    public IReadOnlyList<ScriptStatus> Scripts => _running?.Scripts ?? [];

    /// <summary>The open connections now.</summary>
    public IReadOnlyList<ScriptWsConnection> Connections =>
        _running is { } running ? [.. running.Registry.Snapshot().Select(ScriptWsConnection.Of)] : [];

    /// <summary>How many connections are open.</summary>
    public int ConnectionCount => _running?.Registry.Count ?? 0;

    /// <summary>Whether no handler runs and no event waits for one, in any endpoint; also while the server is stopped.</summary>
    public bool IsIdle => _running?.IsIdle ?? true;

    /// <summary>TCP connections accepted since the server was made, whatever became of them.</summary>
    public long AcceptedConnections => Interlocked.Read(ref _accepted);

    /// <summary>How the server is; <see cref="StatusChanged"/> tells when that changes.</summary>
    public ServerStatus Status { get; private set; } = ServerStatus.Stopped;

    /// <summary>Completes when the server has stopped, whoever asked for it: C#, a script, or the command line.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Reads a configuration file and starts a server by it.</summary>
    /// <param name="configurationFile">The path of a server.json; paths in it are relative to its folder.</param>
    /// <param name="loggerFactory">Where the server's log and the scripts' console go; nowhere by default.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ConfigurationException">The file is missing or wrong; the exception lists every error.</exception>
    /// <exception cref="ScriptWsException">A script does not load, or an address cannot be listened on.</exception>
    public static async Task<ScriptWsServer> StartAsync(
        string configurationFile, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default)
    {
        var server = new ScriptWsServer(() => ServerConfiguration.Load(configurationFile), loggerFactory);
        await server.StartAsync(cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>Starts a server by options made in C#.</summary>
    /// <inheritdoc cref="StartAsync(string, ILoggerFactory?, CancellationToken)"/>
    public static async Task<ScriptWsServer> StartAsync(
        ScriptWsOptions options, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default)
    {
        var server = new ScriptWsServer(options, loggerFactory);
        await server.StartAsync(cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>
    /// Begins to compile what the first script needs, on a thread of its own. Call it first in a program whose start shall be short:
    /// it is done by the time that the configuration is read. The second time it does nothing.
    /// </summary>
    public static void WarmUp()
    {
        Scripting.EngineStart.Prepare();
        Rehearsal.Begin();
    }

    /// <summary>Tries the addresses and certificates of the options and loads every script, without serving.</summary>
    /// <returns>What is wrong, one sentence each; empty when all is well.</returns>
    public static IReadOnlyList<string> Check(ScriptWsOptions options) => Check(options, out _);

    /// <inheritdoc cref="Check(ScriptWsOptions)"/>
    /// <param name="options">The options.</param>
    /// <param name="warnings">What can be served and is hardly meant, one sentence each.</param>
    public static IReadOnlyList<string> Check(ScriptWsOptions options, out IReadOnlyList<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(options);
        (var failures, warnings) = OptionsCheck.Of(options);
        return failures;
    }

    /// <summary>Loads the scripts, listens, and runs <c>onStart</c>. Does nothing when the server runs already.</summary>
    /// <exception cref="ConfigurationException">The options contradict each other; the exception lists every error.</exception>
    /// <exception cref="ScriptWsException">A script does not load, or an address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _lifetime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_running is null) await BeginAsync(_options.Listen).ConfigureAwait(false);
        }
        finally
        {
            _lifetime.Release();
        }
    }

    /// <summary>
    /// Refuses newcomers with 503, runs <c>onShutdown("stop")</c>, closes every connection with 1001 and waits for the closing
    /// handshakes, all within <c>shutdown.grace</c>; what is left then is dropped. Does nothing when the server is stopped.
    /// </summary>
    /// <param name="cancellationToken">Drops what is left at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        // Also the drain that somebody else has begun: whoever is in a hurry does not wait for it.
        using var hurry = cancellationToken.UnsafeRegister(server => ((ScriptWsServer)server!)._running?.Hurry(), this);
        await _lifetime.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await EndAsync("stop", CloseStatuses.ShuttingDown, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _lifetime.Release();
        }

        _completion.TrySetResult();
    }

    /// <summary>
    /// Stops as <see cref="StopAsync"/> does, with <c>onShutdown("restart")</c> and 1012, and starts again on the same
    /// ports, scripts loaded anew. Starts a server that is stopped.
    /// </summary>
    /// <param name="cancellationToken">Drops what is left of the old connections at once.</param>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await _lifetime.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            ReadForRestart();
            var listen = _running is { } running && _options.Listen.SequenceEqual(_listensAsConfigured) ? running.ListenAgain : _options.Listen;
            await EndAsync("restart", CloseStatuses.Restarting, cancellationToken).ConfigureAwait(false);
            await BeginAsync(listen).ConfigureAwait(false);
        }
        finally
        {
            _lifetime.Release();
        }
    }

    /// <summary>Sends a text message to one connection.</summary>
    /// <returns><c>false</c> when there is no such connection, or the message was dropped.</returns>
    public bool Send(Guid id, string text) =>
        _running?.Registry.Find(id) is { } connection && connection.Send(text) != SendResult.Dropped;

    /// <summary>Sends a binary message to one connection.</summary>
    /// <returns><c>false</c> when there is no such connection, or the message was dropped.</returns>
    public bool Send(Guid id, ReadOnlySpan<byte> bytes) =>
        _running?.Registry.Find(id) is { } connection && connection.Send(bytes, Opcode.Binary) != SendResult.Dropped;

    /// <summary>Sends a text message to everyone, or to those whom the options name; encoded once.</summary>
    /// <returns>How many connections took it.</returns>
    public int Broadcast(string text, BroadcastOptions? options = null) => Broadcast(SharedFrame.Text(text), options);

    /// <summary>Sends a binary message to everyone, or to those whom the options name; encoded once.</summary>
    /// <returns>How many connections took it.</returns>
    public int Broadcast(ReadOnlySpan<byte> bytes, BroadcastOptions? options = null) =>
        Broadcast(SharedFrame.Of(Opcode.Binary, bytes), options);

    /// <summary>Stops the server as <see cref="StopAsync"/> does.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        Instruments.Dispose();
    }

    /// <summary>What is counted and timed of this server.</summary>
    internal Instruments Instruments { get; }

    /// <summary>What went over all wires since the server was made.</summary>
    internal Traffic Traffic => _running is { } running ? _pastTraffic + running.Registry.Traffic : _pastTraffic;

    /// <summary>Called when the opening handshake of a new TCP connection has begun.</summary>
    internal void CountAccepted() => Interlocked.Increment(ref _accepted);

    private static TaskCompletionSource NewCompletion() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int Broadcast(SharedFrame frame, BroadcastOptions? options)
    {
        if (_running is not { } running) return 0;
        var filter = options is null
            ? BroadcastFilter.Everyone
            : new BroadcastFilter(options.Topic, options.Except, options.Only, options.Subprotocol);
        return running.Registry.Broadcast(frame, filter);
    }

    private async Task BeginAsync(IReadOnlyList<ListenOptions> listen)
    {
        if (_completion.Task.IsCompleted) _completion = NewCompletion();
        var configuration = _reader?.File is null ? null : new WatchedFiles(() => _reader.LastRead, () => ReloadConfigurationAsync(CancellationToken.None));
        var running = new RunningServer(_options, listen, this, configuration, _loggers, _clock);
        _listensAsConfigured = _options.Listen;
        Background.ReportTo(_log);
        // Its code is loaded from files, for which there may be no descriptors later.
        if (Descriptors.AreScarce && Descriptors.HasRoom && HttpServer is { } http && (http.IsWanted || running.AnswersRequests)) await http.PrepareAsync().ConfigureAwait(false);
        // Before it listens: the first client may be there at once, and what it asks for is looked up here.
        _running = running;
        try
        {
            running.Start();
        }
        catch (ScriptWsException)
        {
            _running = null;
            throw;
        }

        RememberConfiguration();
        Log.ServerStarted(_log, string.Join(", ", running.Addresses));
        Tell(ServerStatus.Running);
        Guarded(() => Started?.Invoke());
    }

    private async Task EndAsync(string reason, CloseStatus status, CancellationToken cancellationToken, bool leavesListening = false)
    {
        if (_running is not { } running) return;

        using var hurry = cancellationToken.UnsafeRegister(running => ((RunningServer)running!).Hurry(), running);
        if (leavesListening) await running.LeaveListeningAsync().ConfigureAwait(false);
        await running.StopAsync(reason, status).ConfigureAwait(false);
        (_pastTraffic, _running) = (Traffic, null);
        Log.ServerStopped(_log, reason);
        Tell(ServerStatus.Stopped);
        Guarded(() => Stopped?.Invoke(reason));
    }
}
