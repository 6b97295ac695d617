using System.Net;
using System.Net.Sockets;
using ScriptWs.Configuration;
using ScriptWs.PlainHttp;
using ScriptWs.Reload;
using ScriptWs.Supervision;

namespace ScriptWs;

/// <summary>
/// The C# events and hooks. The events of connections are raised on the worker's turn, before the script's handler, one at a time
/// per worker: a handler that blocks delays its worker. An exception is logged, reported to <see cref="Error"/>, and closes the
/// connection with 1011.
/// </summary>
public sealed partial class ScriptWsServer
{
    /// <summary>The server listens.</summary>
    public event Action? Started { add => _hooks.Started += value; remove => _hooks.Started -= value; }

    /// <summary>The server has stopped; the reason is <c>stop</c>, <c>restart</c> or <c>fault</c>.</summary>
    public event Action<string>? Stopped { add => _hooks.Stopped += value; remove => _hooks.Stopped -= value; }

    /// <summary>
    /// The server was started or stopped, a listener failed, or it recovered. Raised on the thread that found it, which must not
    /// wait for the server.
    /// </summary>
    public event Action<ServerStatus>? StatusChanged { add => _hooks.StatusChanged += value; remove => _hooks.StatusChanged -= value; }

    /// <summary>
    /// A turn does not end and the server cannot end it (<c>script.stuck.giveUp</c>): only a restart of the process does. The text
    /// describes the turn. Raised on a thread of the pool, once for each such turn.
    /// </summary>
    public event Action<string>? Unresponsive { add => _hooks.Unresponsive += value; remove => _hooks.Unresponsive -= value; }

    /// <summary>A WebSocket is open.</summary>
    public event Action<ScriptWsConnection>? Connected { add => _hooks.Connected += value; remove => _hooks.Connected -= value; }

    /// <summary>One whole text message came.</summary>
    public event Action<ScriptWsConnection, string>? MessageReceived { add => _hooks.Text += value; remove => _hooks.Text -= value; }

    /// <summary>
    /// One whole binary message came; the bytes are yours to keep. Without a handler here or in the script, binary is refused with 1003.
    /// </summary>
    public event Action<ScriptWsConnection, ReadOnlyMemory<byte>>? BinaryReceived
    {
        add => _hooks.Binary += value;
        remove => _hooks.Binary -= value;
    }

    /// <summary>A WebSocket is closed, with its status code and reason; once for each <see cref="Connected"/>.</summary>
    public event Action<ScriptWsConnection, int, string>? Disconnected { add => _hooks.Closed += value; remove => _hooks.Closed -= value; }

    /// <summary>A C# handler threw; the connection is the one whose event it was.</summary>
    public event Action<Exception, ScriptWsConnection?>? Error { add => _hooks.Error += value; remove => _hooks.Error -= value; }

    /// <summary>A script was reloaded, refused or rolled back; raised on a thread of the pool, once for each endpoint.</summary>
    public event Action<ReloadResult>? Reloaded { add => _hooks.Reloaded += value; remove => _hooks.Reloaded -= value; }

    /// <summary>
    /// Finds users that the configuration does not contain; <c>null</c> leaves the client to the script's <c>onAuthenticate</c>. Set
    /// it before the start. Several calls may run at the same time, on threads of the pool. The token is cancelled after
    /// <c>limits.handshakeTimeout</c>. An exception refuses the client with 500.
    /// </summary>
    public Func<ScriptWsCredentials, CancellationToken, ValueTask<ScriptWsUser?>>? Authenticate
    {
        get => _hooks.Authenticate;
        set => _hooks.Authenticate = value;
    }

    /// <summary>
    /// Decides whether a client's address may connect, before anything is read; after the section <c>addresses</c>. Set it before the
    /// start. Several threads may call it at the same time, and it must not block. An exception drops the client.
    /// </summary>
    public Func<IPAddress, bool>? AcceptAddress { get => _hooks.AcceptAddress; set => _hooks.AcceptAddress = value; }

    /// <summary>
    /// Gives the listening socket of an address; <c>null</c> to let the server open one. Called at each start, and again when the
    /// watchdog restarts a listener. The server disposes the socket. Set it before the start. A socket whose descriptor is not
    /// close-on-exec continues to listen in other processes after the server has closed it.
    /// </summary>
    public Func<ListenOptions, Socket?>? SocketFor { get => _hooks.OpenSocket; set => _hooks.OpenSocket = value; }

    /// <summary>
    /// Serves the plain HTTP that arrives at our ports; <c>null</c> when only WebSockets are served. Set it before the start; the
    /// package ScriptWs.Http has one.
    /// </summary>
    public IHttpServer? HttpServer { get => _hooks.HttpServer; set => _hooks.HttpServer = value; }
}
