using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.PlainHttp;
using ScriptWs.Protocol;
using ScriptWs.Reload;
using ScriptWs.Running;
using ScriptWs.Scripting;
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
    private readonly LiveConfiguration _configuration;
    private readonly ServerHooks _hooks;
    private readonly ServerLifetime _lifetime;

    /// <summary>Creates a server; <see cref="StartAsync(CancellationToken)"/> starts it.</summary>
    /// <param name="options">What <c>server.json</c> holds.</param>
    /// <param name="loggerFactory">Where the server's log and the scripts' console go; nowhere by default.</param>
    /// <param name="timeProvider">The clock of all timers; the system's by default.</param>
    public ScriptWsServer(ScriptWsOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
        : this(options ?? throw new ArgumentNullException(nameof(options)), null, loggerFactory, timeProvider)
    {
    }

    /// <summary>Creates a server that reads its options now, and again at each reload and restart.</summary>
    /// <param name="readOptions">Reads them, as <see cref="ServerConfiguration.Load"/> does. Their file is watched too.</param>
    /// <param name="loggerFactory">Where the server's log and the scripts' console go; nowhere by default.</param>
    /// <param name="timeProvider">The clock of all timers; the system's by default.</param>
    /// <exception cref="ConfigurationException">The file is missing or wrong; the exception lists every error.</exception>
    public ScriptWsServer(Func<ScriptWsOptions> readOptions, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
        : this(ConfigurationReader.ReadFirst(readOptions, out var reader), reader, loggerFactory, timeProvider)
    {
    }

    private ScriptWsServer(ScriptWsOptions options, ConfigurationReader? reader, ILoggerFactory? loggerFactory, TimeProvider? timeProvider)
    {
        var (loggers, clock) = (loggerFactory ?? NullLoggerFactory.Instance, timeProvider ?? TimeProvider.System);
        var log = loggers.CreateLogger<ScriptWsServer>();
        _hooks = new ServerHooks(new Instruments(scope: this), log);
        EngineStart.Wait(); // the program may start processes now, by what the options say
        Modules = new ScriptWsModules(_hooks.HostModules);
        _configuration = new LiveConfiguration(options, reader, clock, log);
        _lifetime = new ServerLifetime(_configuration, _hooks, loggers, clock);
        _hooks.Attach(_lifetime);
    }

    /// <summary>The modules of C# that scripts import. Add them before the start.</summary>
    public ScriptWsModules Modules { get; }

    /// <summary>The options in force.</summary>
    public ScriptWsOptions Options => _configuration.Options;

    /// <summary>The addresses that are listened on, with their real ports; empty while the server is stopped.</summary>
    public IReadOnlyList<Uri> Addresses => Running?.Addresses ?? [];

    /// <summary>The scripts that are live, in the order of the endpoints; empty while the server is stopped.</summary>
    public IReadOnlyList<ScriptStatus> Scripts => Running?.Scripts ?? [];

    /// <summary>The open connections now.</summary>
    public IReadOnlyList<ScriptWsConnection> Connections => [.. Running?.Registry.Snapshot().Select(ScriptWsConnection.Of) ?? []];

    /// <summary>How many connections are open.</summary>
    public int ConnectionCount => Running?.Registry.Count ?? 0;

    /// <summary>Whether no handler runs and no event waits for one, in any endpoint; also while the server is stopped.</summary>
    public bool IsIdle => Running?.IsIdle ?? true;

    /// <summary>TCP connections accepted since the server was created, refused ones included.</summary>
    public long AcceptedConnections => _lifetime.Accepted;

    /// <summary>The server's status; <see cref="StatusChanged"/> reports its changes.</summary>
    public ServerStatus Status => _lifetime.Status;

    /// <summary>What scripts keep in <c>server.storage</c>; <c>null</c> while nothing is open.</summary>
    public StorageStatus? Storage => _lifetime.Storage.Status;

    /// <summary>This server in its cluster; <c>null</c> outside one, and while the server is stopped.</summary>
    public ClusterStatus? Cluster => Running?.Cluster;

    /// <summary>Completes when the server has stopped, whether C#, a script or the command line asked for it.</summary>
    public Task Completion => _lifetime.Completion;

    /// <summary>Whether any script answers plain HTTP requests (<c>onRequest</c>).</summary>
    public bool AnswersRequests => Running?.AnswersRequests ?? false;

    /// <summary>Whether a client may cause a file to be opened. <c>false</c> close to the limit of open files: answer 503 then.</summary>
    public static bool HasRoomForFiles => Descriptors.HasRoomForFiles;

    /// <summary>The internal events and hooks, for tests.</summary>
    internal ServerHooks Hooks => _hooks;

    internal RunningServer? Running => _lifetime.Running;

    /// <summary>Reads a configuration file and starts a server by it.</summary>
    /// <param name="configurationFile">The path of a server.json; paths in it are relative to its folder.</param>
    /// <param name="loggerFactory">Where the server's log and the scripts' console go; nowhere by default.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ConfigurationException">The file is missing or wrong; the exception lists every error.</exception>
    /// <exception cref="ScriptWsException">A script does not load, or an address cannot be listened on.</exception>
    public static Task<ScriptWsServer> StartAsync(
        string configurationFile, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default) =>
        StartAsync(() => new ScriptWsServer(() => ServerConfiguration.Load(configurationFile), loggerFactory), cancellationToken);

    /// <summary>Starts a server by options made in C#.</summary>
    /// <inheritdoc cref="StartAsync(string, ILoggerFactory?, CancellationToken)"/>
    public static Task<ScriptWsServer> StartAsync(
        ScriptWsOptions options, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default) =>
        StartAsync(() => new ScriptWsServer(options, loggerFactory), cancellationToken);

    /// <summary>
    /// Begins to make what the first script and the first client need, on a thread of its own. Call it first in a program that must start
    /// fast: it is done by the time that the configuration is read. The second call does nothing.
    /// </summary>
    public static void WarmUp() => Reload.WarmUp.Begin();

    /// <summary>Tries the addresses and certificates of the options, reads and loads every script, without serving.</summary>
    /// <returns>The faults, one sentence each; empty when there are none.</returns>
    public static IReadOnlyList<string> Check(ScriptWsOptions options) => Check(options, out _);

    /// <inheritdoc cref="Check(ScriptWsOptions)"/>
    /// <param name="options">The options.</param>
    /// <param name="warnings">What can be served but is hardly meant, one sentence each.</param>
    public static IReadOnlyList<string> Check(ScriptWsOptions options, out IReadOnlyList<string> warnings) =>
        OptionsCheck.Of(options, runsScripts: true, out warnings);

    /// <summary>Opens the listening socket of an address as a server does.</summary>
    /// <param name="listen">The address.</param>
    /// <exception cref="ScriptWsException">It cannot be listened on; the message names the cause and the remedy.</exception>
    public static Socket OpenSocket(ListenOptions listen) => Listening.OpenSocket(listen);

    /// <summary>Remembers files as they are read from now on, for <see cref="Keep"/>. Call it before the first server is created.</summary>
    public static void RememberFiles() => SourceFiles.Remember();

    /// <summary>Reads these files in place of those on disk, in the whole process, until disposal: wrap only a start in it.</summary>
    /// <param name="kept">What <see cref="Keep"/> returned, in another process too.</param>
    public static IDisposable UseKept(byte[] kept) =>
        SourceFiles.Instead(KeptFiles.Of(kept ?? throw new ArgumentNullException(nameof(kept))));

    /// <summary>Loads the scripts, listens, and runs <c>onStart</c>. Does nothing when the server runs already.</summary>
    /// <param name="cancellationToken">Gives up waiting for a stop or restart that is under way.</param>
    /// <exception cref="ConfigurationException">The options contradict each other.</exception>
    /// <exception cref="ScriptWsException">A script does not load, or an address cannot be listened on.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _lifetime.StartAsync(cancellationToken);

    /// <summary>
    /// Refuses newcomers with 503, runs <c>onShutdown("stop")</c>, closes every connection with 1001 and waits for the closing
    /// handshakes, all within <c>shutdown.grace</c>; what is left then is dropped. Does nothing when the server is stopped.
    /// </summary>
    /// <param name="cancellationToken">Drops what is left immediately.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _lifetime.StopAsync(cancellationToken);

    /// <summary>
    /// Stops as <see cref="StopAsync"/> does, with <c>onShutdown("restart")</c> and 1012, and starts again on the same ports with
    /// newly loaded scripts. Starts a server that is stopped.
    /// </summary>
    /// <param name="cancellationToken">Drops what is left of the old connections immediately.</param>
    public Task RestartAsync(CancellationToken cancellationToken = default) => _lifetime.RestartAsync(cancellationToken);

    /// <summary>
    /// Stops accepting, for good. Connections stay, and the watchdog restarts no listener. A client that connects to a socket which
    /// another process holds too (<see cref="SocketFor"/>) waits until one accepts; elsewhere no client can connect. Does nothing
    /// while the server is stopped.
    /// </summary>
    public void StopAccepting() => Running?.StopAccepting();

    /// <summary>
    /// Stops for another process that accepts at the same sockets already: stops accepting, runs <c>onShutdown("restart")</c> and
    /// closes every connection with 1012, within <c>shutdown.grace</c>.
    /// </summary>
    /// <param name="cancellationToken">Drops what is left immediately.</param>
    public Task HandOverAsync(CancellationToken cancellationToken = default) => _lifetime.HandOverAsync(cancellationToken);

    /// <summary>
    /// Reads the configuration and the scripts again. A change that is fit to run goes live between two turns: connections stay, and
    /// their <c>data</c> and the result of <c>onUnload</c> move along. A faulty change leaves everything as it was.
    /// </summary>
    /// <returns>What happened to the configuration, if it came from a file, and to each endpoint's script; empty while stopped.</returns>
    public Task<IReadOnlyList<ReloadResult>> ReloadAsync(CancellationToken cancellationToken = default) =>
        _lifetime.ReloadAsync(cancellationToken);

    /// <summary>Restores the previous generation, as a reload does; the current one is then refused until its files change.</summary>
    /// <returns>What happened, for each endpoint that has a script; nothing while the server is stopped.</returns>
    public async Task<IReadOnlyList<ReloadResult>> RollbackAsync(CancellationToken cancellationToken = default) =>
        Running is { } running ? await running.RollbackAsync(cancellationToken).ConfigureAwait(false) : [];

    /// <summary>
    /// The files of what is live: the configuration, the users file, the key set and the certificates that it names, scripts and what
    /// they import. Not the static folders. The result contains secrets if they do: keep it in memory only.
    /// </summary>
    /// <returns><c>null</c> when nothing is live or remembered, or the files are larger than 64 MiB together.</returns>
    public byte[]? Keep() => Running is { } running ? _configuration.Files.Keep(running.Modules) : null;

    /// <summary>
    /// Takes over a WebSocket whose opening handshake a web server has read: checks it as one that came to our own ports,
    /// asks for the answer to be sent, and completes when the connection has ended.
    /// </summary>
    /// <returns>The answer that refuses it; <c>null</c> when there was a connection.</returns>
    public Task<PlainAnswer?> UpgradeAsync(WebSocketUpgrade upgrade) => _lifetime.UpgradeAsync(upgrade);

    /// <summary>Sends a message to one connection.</summary>
    /// <returns><c>false</c> when there is no such connection, its node is gone, or the message was dropped here.</returns>
    public bool Send(Guid id, string text) => Running?.Registry.SendTo(id, text) ?? false;

    /// <inheritdoc cref="Send(Guid, string)"/>
    public bool Send(Guid id, ReadOnlySpan<byte> bytes) => Running?.Registry.SendTo(id, Opcode.Binary, bytes) ?? false;

    /// <summary>Sends a text message to all connections of a user. Returns how many connections of this server took it.</summary>
    public int SendToUser(string user, string text) => Running?.Registry.SendToUser(user, SharedFrame.Text(text)) ?? 0;

    /// <summary>Sends a message to all connections, or to those that the options select; encoded once.</summary>
    /// <returns>How many connections of this server took it.</returns>
    public int Broadcast(string text, BroadcastOptions? options = null) =>
        Running?.Registry.Publish(SharedFrame.Text(text), options?.ToFilter() ?? default) ?? 0;

    /// <inheritdoc cref="Broadcast(string, BroadcastOptions?)"/>
    public int Broadcast(ReadOnlySpan<byte> bytes, BroadcastOptions? options = null) =>
        Running?.Registry.Publish(SharedFrame.Of(Opcode.Binary, bytes), options?.ToFilter() ?? default) ?? 0;

    /// <summary>Stops the server as <see cref="StopAsync"/> does.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _hooks.Instruments.Dispose();
    }

    /// <summary>Ends the listeners as if the system had closed their sockets.</summary>
    internal void KillListeners() => Running?.KillListeners();

    private static async Task<ScriptWsServer> StartAsync(Func<ScriptWsServer> create, CancellationToken cancellationToken)
    {
        var server = create();
        await server.StartAsync(cancellationToken).ConfigureAwait(false);
        return server;
    }
}
