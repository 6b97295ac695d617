using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Gates;
using ScriptWs.PlainHttp;
using ScriptWs.Reload;
using ScriptWs.Running;
using ScriptWs.Scripting;
using ScriptWs.Storage;
using ScriptWs.Supervision;
using ScriptWs.Transport;

namespace ScriptWs;

/// <summary>
/// The C# events and hooks of a server. Runs see them as <see cref="IServerHooks"/>, and never the public type: it shows
/// connections and users of the library as the public types that C# code knows. Any thread.
/// </summary>
internal sealed class ServerHooks(Instruments instruments, ILogger log) : IServerHooks
{
    public event Action? Started;

    public event Action<string>? Stopped;

    public event Action<ServerStatus>? StatusChanged;

    public event Action<string>? Unresponsive;

    public event Action<ScriptWsConnection>? Connected;

    public event Action<ScriptWsConnection, string>? Text;

    public event Action<ScriptWsConnection, ReadOnlyMemory<byte>>? Binary;

    public event Action<ScriptWsConnection, int, string>? Closed;

    public event Action<Exception, ScriptWsConnection?>? Error;

    public event Action<ReloadResult>? Reloaded;

    /// <summary>Scripts and figures are those of this server from now on.</summary>
    public void Attach(ServerLifetime lifetime)
    {
        (StopRequested, RestartRequested, Storage) = (lifetime.RequestStop, lifetime.RequestRestart, lifetime.Storage);
        Instruments.Observe(lifetime);
    }

    public Func<ScriptWsCredentials, CancellationToken, ValueTask<ScriptWsUser?>>? Authenticate { get; set; }

    public Func<IPAddress, bool>? AcceptAddress { get; set; }

    public Func<ListenOptions, Socket?>? OpenSocket { get; set; }

    public Func<EventLoop?> ChooseLoop { get; set; } = EventLoops.Next;

    public IHttpServer? HttpServer { get; set; }

    /// <summary>What scripts keep, once <see cref="Attach"/> was called.</summary>
    public ServerStorage? Storage { get; private set; }

    /// <inheritdoc cref="IServerHooks.StorageOpeners"/>
    public Dictionary<StorageBackend, StorageOpener> StorageOpeners { get; } = [];

    IReadOnlyDictionary<StorageBackend, StorageOpener> IServerHooks.StorageOpeners => StorageOpeners;

    public BrokerFactory? CreateBroker { get; set; }

    /// <summary>Called when a script asks for the server's end.</summary>
    public Action StopRequested { get; set; } = static () => { };

    /// <summary>Called when a script asks for a restart.</summary>
    public Action RestartRequested { get; set; } = static () => { };

    public HostModuleTable HostModules { get; } = new();

    public IReadOnlyList<ScriptWsMiddleware> Middleware { get; private set; } = [];

    public Instruments Instruments => instruments;

    public bool HasConnected => Connected is not null;

    public bool HasMessageReceived => Text is not null;

    public bool HasBinaryReceived => Binary is not null;

    public bool HasDisconnected => Closed is not null;

    public bool HasHandlers => Middleware.Count > 0 || HasConnected || HasMessageReceived || HasBinaryReceived;

    /// <summary>Adds middleware for what starts later.</summary>
    public void Use(ScriptWsMiddleware middleware) => Middleware = [.. Middleware, middleware];

    public UserLookup? FindUser => Authenticate is { } hook
        ? async (credentials, request, cancellationToken) =>
            (await hook(ScriptWsCredentials.Of(credentials, request), cancellationToken).ConfigureAwait(false))?.ToKnown()
        : null;

    public void RaiseConnected(Connection connection) => Connected?.Invoke(ScriptWsConnection.Of(connection));

    public void RaiseMessageReceived(Connection connection, string text) => Text?.Invoke(ScriptWsConnection.Of(connection), text);

    public void RaiseBinaryReceived(Connection connection, ReadOnlyMemory<byte> bytes) =>
        Binary?.Invoke(ScriptWsConnection.Of(connection), bytes);

    public void RaiseDisconnected(Connection connection, int code, string reason) =>
        Closed?.Invoke(ScriptWsConnection.Of(connection), code, reason);

    public void RaiseError(Exception exception, Connection? connection) =>
        Guarded(() => Error?.Invoke(exception, connection is null ? null : ScriptWsConnection.Of(connection)));

    public void RaiseReloaded(ReloadResult result)
    {
        instruments.Reloaded(result.Script, result.Outcome, result.Duration);
        Guarded(() => Reloaded?.Invoke(result));
    }

    public void RaiseStarted() => Guarded(() => Started?.Invoke());

    public void RaiseStopped(string reason) => Guarded(() => Stopped?.Invoke(reason));

    public void RaiseStatusChanged(ServerStatus status) => Guarded(() => StatusChanged?.Invoke(status));

    public void RaiseUnresponsive(string problem) => Guarded(() => Unresponsive?.Invoke(problem));

    public void RequestStop() => StopRequested();

    public void RequestRestart() => RestartRequested();

    public bool MayConnect(IPAddress address)
    {
        var may = false;
        Guarded(() => may = AcceptAddress?.Invoke(address) ?? true);
        return may;
    }

    public Socket? SocketFor(ListenOptions listen) => OpenSocket?.Invoke(listen);

    public EventLoop? NextLoop() => ChooseLoop();

    private void Guarded(Action raise)
    {
        try
        {
            raise();
        }
        catch (Exception e)
        {
            Log.ServerHandlerFailed(log, e);
        }
    }
}
