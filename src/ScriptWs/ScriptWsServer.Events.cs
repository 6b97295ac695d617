using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;
using ScriptWs.Reload;
using ScriptWs.Running;
using ScriptWs.Supervision;

namespace ScriptWs;

/// <summary>
/// The C# events. They are raised on the worker's turn, before the script's handler, one at a time per worker: a handler
/// that blocks holds up its worker. An exception is logged, told to <see cref="Error"/>, and closes the connection with 1011.
/// </summary>
public sealed partial class ScriptWsServer
{
    /// <summary>The server listens.</summary>
    public event Action? Started;

    /// <summary>The server has stopped; the reason is <c>stop</c>, <c>restart</c> or <c>fault</c>.</summary>
    public event Action<string>? Stopped;

    /// <summary>
    /// The server was started or stopped, does not listen any more, or does again; raised on the thread that found it, which
    /// must not wait for the server.
    /// </summary>
    public event Action<ServerStatus>? StatusChanged;

    /// <summary>
    /// A turn does not end and nothing the server can do ends it (<c>script.stuck.giveUp</c>): only a restart of the process
    /// does. The text says whose turn it is. Raised on a thread of the pool, once for each such turn.
    /// </summary>
    public event Action<string>? Unresponsive;

    /// <summary>A WebSocket is open.</summary>
    public event Action<ScriptWsConnection>? Connected;

    /// <summary>One whole text message came.</summary>
    public event Action<ScriptWsConnection, string>? MessageReceived;

    /// <summary>One whole binary message came; the bytes are yours to keep. Without a handler here or in the script, binary is refused with 1003.</summary>
    public event Action<ScriptWsConnection, ReadOnlyMemory<byte>>? BinaryReceived;

    /// <summary>A WebSocket is closed, with its status code and reason; once for each <see cref="Connected"/>.</summary>
    public event Action<ScriptWsConnection, int, string>? Disconnected;

    /// <summary>A C# handler threw; the connection is the one whose event it was.</summary>
    public event Action<Exception, ScriptWsConnection?>? Error;

    /// <summary>
    /// Tells who a client is whom the configured users do not know; <c>null</c> to leave it to the script's
    /// <c>onAuthenticate</c>. Set it before the start. Several calls may run at once, on threads of the pool; the token is
    /// cancelled after <c>limits.handshakeTimeout</c>. An exception refuses the client with 500.
    /// </summary>
    public Func<ScriptWsCredentials, CancellationToken, ValueTask<ScriptWsUser?>>? Authenticate { get; set; }

    /// <summary>
    /// Says of a client's address whether it may connect, before anything is read; after the section <c>addresses</c> of the
    /// configuration. Set it before the start. It may be called by several threads at once, and must not block. An
    /// exception drops the client.
    /// </summary>
    public Func<IPAddress, bool>? AcceptAddress { get; set; }

    /// <summary>A script was reloaded, refused or rolled back; raised on a thread of the pool, once for each endpoint.</summary>
    public event Action<ReloadResult>? Reloaded;

    internal bool HasConnected => Connected is not null;

    internal bool HasMessageReceived => MessageReceived is not null;

    internal bool HasBinaryReceived => BinaryReceived is not null;

    internal bool HasDisconnected => Disconnected is not null;

    internal bool HasHandlers => HasConnected || HasMessageReceived || HasBinaryReceived;

    internal void RaiseConnected(ScriptWsConnection connection) => Connected?.Invoke(connection);

    internal void RaiseMessageReceived(ScriptWsConnection connection, string text) => MessageReceived?.Invoke(connection, text);

    internal void RaiseBinaryReceived(ScriptWsConnection connection, ReadOnlyMemory<byte> bytes) => BinaryReceived?.Invoke(connection, bytes);

    internal void RaiseDisconnected(ScriptWsConnection connection, int code, string reason) => Disconnected?.Invoke(connection, code, reason);

    internal void RaiseReloaded(ReloadResult result)
    {
        Instruments.Reloaded(result.Script, result.Outcome, result.Duration);
        Guarded(() => Reloaded?.Invoke(result));
    }

    internal void RaiseUnresponsive(string problem) => Guarded(() => Unresponsive?.Invoke(problem));

    internal void RaiseError(Exception exception, ScriptWsConnection? connection) => Guarded(() => Error?.Invoke(exception, connection));

    /// <summary>A script called <c>server.stop()</c>; it goes on with its turn meanwhile.</summary>
    internal void RequestStop() => _ = Task.Run(() => StopAsync());

    /// <summary>A script called <c>server.restart()</c>; it goes on with its turn meanwhile.</summary>
    internal void RequestRestart() => _ = Task.Run(async () =>
    {
        try
        {
            await RestartAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.RestartFailed(_log, e);
            _completion.TrySetException(e);
        }
    });

    internal bool MayConnect(IPAddress address)
    {
        var may = false;
        Guarded(() => may = AcceptAddress?.Invoke(address) ?? true);
        return may;
    }

    /// <summary>The watchdog found that the server is not as it was.</summary>
    internal void OnStatus(RunningServer running, ServerStatus status)
    {
        if (running != _running) return;
        if (Status.State == ServerState.Running && status.State != ServerState.Running) Instruments.ListenerFailed();
        Tell(status);
        if (status.State == ServerState.GivenUp && running.IsDeaf) _ = Task.Run(() => FailAsync(running, status.Cause!));
    }

    internal void KillListeners() => _running?.KillListeners();

    /// <summary>Nobody can connect, and nobody will: the connections are let go, and whoever waits for the end learns why.</summary>
    private async Task FailAsync(RunningServer running, string cause)
    {
        await _lifetime.WaitAsync().ConfigureAwait(false);
        try
        {
            if (running != _running) return;
            await EndAsync(Drain.Fault, CloseStatuses.ShuttingDown, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _lifetime.Release();
        }

        _completion.TrySetException(new ScriptWsException($"{cause}; nothing listens any more."));
    }

    private void Tell(ServerStatus status)
    {
        Status = status;
        Guarded(() => StatusChanged?.Invoke(status));
    }

    private void Guarded(Action raise)
    {
        try
        {
            raise();
        }
        catch (Exception e)
        {
            Log.ServerHandlerFailed(_log, e);
        }
    }
}
