using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Http.Kestrel;
using ScriptWs.Http.Logging;
using ScriptWs.Reload;
using ScriptWs.Supervision;

namespace ScriptWs.Http.Admin;

/// <summary>
/// The admin page of a server (section <c>admin</c>): a second server at an address of its own, whose clients see the first
/// one and work on it. It knows the users of the first, and takes nothing from its limits, counts and scripts.
/// </summary>
public sealed class ScriptWsAdmin : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, AdminSession> _sessions = [];
    private readonly ScriptWsServer _served;
    private readonly ScriptWsServer _own;
    private readonly AdminView _view;
    private readonly ILogger _log;
    private readonly ITimer _timer;

    private ScriptWsAdmin(ScriptWsServer served, AdminLog log, ILoggerFactory loggers, TimeProvider clock)
    {
        _served = served;
        _log = loggers.CreateLogger<ScriptWsAdmin>();
        _view = new AdminView(served, log, clock);
        var quiet = new QuietLoggers(loggers, quiet: ""); // two servers that say "Stopped" are one too many
        _own = new ScriptWsServer(() => AdminConfiguration.Of(served.Options), quiet, clock);
        AdminPage.Serve(_own, served, quiet);
        _own.Connected += OnConnected;
        _own.Disconnected += (connection, _, _) => OnDisconnected(connection);
        _own.MessageReceived += OnMessage;
        _served.StatusChanged += OnStatus;
        _served.Reloaded += OnReloaded;
        _timer = clock.CreateTimer(static admin => ((ScriptWsAdmin)admin!).Tick(), this, Second, Second);
    }

    /// <summary>Where the page is, with the real port.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Serves the page of a server, as its section <c>admin</c> says.</summary>
    /// <param name="server">The server, already started.</param>
    /// <param name="log">What the page shows of the log: one of the server's log providers; nothing by default.</param>
    /// <param name="loggerFactory">Where the page's own log goes; nowhere by default.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ScriptWsException">Its address cannot be listened on.</exception>
    public static async Task<ScriptWsAdmin> StartAsync(
        ScriptWsServer server, AdminLog? log = null, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        var admin = new ScriptWsAdmin(server, log ?? new AdminLog(), loggerFactory ?? NullLoggerFactory.Instance, timeProvider ?? TimeProvider.System);
        try
        {
            await admin._own.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ScriptWsException e)
        {
            await admin.DisposeAsync().ConfigureAwait(false);
            // Its port has a setting of its own.
            throw new ScriptWsException($"the admin page: {e.Message.Replace("--listen", "--admin:port", StringComparison.Ordinal)}", e);
        }

        admin.Address = new UriBuilder(admin._own.Addresses[0]) { Scheme = server.Options.Admin.Tls ? "https" : "http" }.Uri;
        return admin;
    }

    /// <summary>Ends the page; the server that it shows goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        _served.StatusChanged -= OnStatus;
        _served.Reloaded -= OnReloaded;
        await _own.DisposeAsync().ConfigureAwait(false);
        foreach (var session in Sessions) session.Dispose();
        _view.Dispose();
    }

    private AdminSession[] Sessions
    {
        get
        {
            lock (_lock) return [.. _sessions.Values];
        }
    }

    private void OnConnected(ScriptWsConnection connection)
    {
        // Who may only read the figures may not look at the page.
        if (connection.Endpoint != AdminConfiguration.PagePath)
        {
            connection.Close(1008, "no WebSockets here");
            return;
        }

        var session = new AdminSession(connection, _served, _view, _log);
        lock (_lock) _sessions[connection.Id] = session;
        session.Begin();
    }

    private void OnDisconnected(ScriptWsConnection connection)
    {
        AdminSession? session;
        lock (_lock) _sessions.Remove(connection.Id, out session);
        session?.Dispose();
    }

    private void OnMessage(ScriptWsConnection connection, string text)
    {
        AdminSession? session;
        lock (_lock) session = _sessions.GetValueOrDefault(connection.Id);
        try
        {
            session?.Handle(JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            connection.Close(1007, "not JSON");
        }
    }

    private void OnStatus(ServerStatus status) => _view.Remember(status);

    private void OnReloaded(ReloadResult result)
    {
        _view.Remember(result);
        // Users and certificates of the page are those of the server.
        if (result.Endpoint.Length == 0 && result.Outcome == ReloadOutcome.Live) _ = _own.ReloadAsync();
    }

    private void Tick()
    {
        try
        {
            _view.Sample();
            foreach (var session in Sessions) session.Tick();
        }
        catch (Exception e)
        {
            // On a timer's thread it would end the process.
            Log.AdminTickFailed(_log, e);
        }
    }
}
