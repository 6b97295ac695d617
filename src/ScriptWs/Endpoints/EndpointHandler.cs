using System.Text;
using Microsoft.Extensions.Logging;
using ScriptWs.ClientProtocol;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Middleware;
using ScriptWs.Protocol;
using ScriptWs.Scripting;
using ScriptWs.Supervision;

namespace ScriptWs.Endpoints;

/// <summary>
/// One worker's events, told to the C# events and then to the script. An exception of a C# handler is reported and goes
/// no further: the worker and the script go on.
/// </summary>
internal sealed class EndpointHandler(
    IServerEvents events, ScriptSlot slot, Func<Heartbeat?> heartbeat, TokenExpiry? expiry, EndpointInstruments instruments, ILogger log)
    : IConnectionHandler
{
    private MessagePipeline? _middleware;
    private ClientMessages? _clients;

    private ScriptHost? Script => slot.Host;

    private ClientMessages Clients => _clients ??= new ClientMessages(() => slot.Host, DeliverFromClient);

    /// <summary>A script's host, unless the C# handlers before it took so long that another one has taken its place.</summary>
    private static ScriptHost? Still(ScriptHost? host) => host is { Stage: EngineStage.Abandoned } ? null : host;

    /// <summary>The version of the script; 0 where there is none.</summary>
    private int Generation => slot.Host?.Generation ?? 0;

    public void OnUpgrade(UpgradeRequest request, Action<UpgradeDecision> decide)
    {
        if (Script is { HandlesUpgrade: true } script) script.OnUpgrade(request, decide);
        else decide(UpgradeDecision.Accept.Plain);
    }

    public void OnConnect(Connection connection)
    {
        connection.Welcome();
        instruments.Opened();
        Log.ConnectionOpened(log, connection.Id, connection.Request.RemoteAddress, connection.Request.Path, Generation, instruments.Endpoint);
        heartbeat()?.Watch(connection, slot);
        if (connection.User?.ExpiresAt is not null) expiry?.Watch(connection);
        var script = Script;
        if (events.HasConnected) Guard(connection, static (events, c) => events.RaiseConnected(c));
        Still(script)?.OnConnect(connection);
    }

    /// <summary>Has C# code see the messages before.</summary>
    public void Use(IReadOnlyList<ScriptWsMiddleware> middleware) =>
        _middleware = new MessagePipeline(middleware, slot.Post, Deliver, Report);

    public void OnText(Connection connection, ReadOnlySpan<byte> utf8)
    {
        if (_middleware is null) DeliverText(connection, utf8);
        else _middleware.OnMessage(connection, isText: true, utf8);
    }

    private void DeliverText(Connection connection, ReadOnlySpan<byte> utf8)
    {
        if (connection.Client() is { } client) Clients.OnFrame(connection, client, utf8);
        else TellText(connection, utf8, null);
    }

    /// <summary>A message of a client of our subprotocol, out of its envelope.</summary>
    private void DeliverFromClient(Connection connection, ReadOnlySpan<byte> payload, bool isText, ClientCall? call)
    {
        if (isText) TellText(connection, payload, call);
        else TellBinary(connection, payload, call);
    }

    private void TellText(Connection connection, ReadOnlySpan<byte> utf8, ClientCall? call)
    {
        var script = Script;
        if (events.HasMessageReceived)
        {
            var text = Encoding.UTF8.GetString(utf8);
            Guard(connection, (events, c) => events.RaiseMessageReceived(c, text));
        }

        if (call is null) Still(script)?.OnText(connection, utf8);
        else if (Still(script) is { } there) there.Clients.Handle(call, utf8, isText: true);
        else call.Succeed("{}"u8);
    }

    public void OnBinary(Connection connection, ReadOnlySpan<byte> bytes)
    {
        if (_middleware is null) DeliverBinary(connection, bytes);
        else _middleware.OnMessage(connection, isText: false, bytes);
    }

    private void DeliverBinary(Connection connection, ReadOnlySpan<byte> bytes) => TellBinary(connection, bytes, null);

    private void TellBinary(Connection connection, ReadOnlySpan<byte> bytes, ClientCall? call)
    {
        var script = Script;
        if (events.HasBinaryReceived)
        {
            var copy = bytes.ToArray();
            Guard(connection, (events, c) => events.RaiseBinaryReceived(c, copy));
            if (Still(script) is { HandlesBinary: true } there) ToScript(there, bytes);
            else call?.Succeed("{}"u8);
        }
        else if (script is null)
        {
            if (call is null) connection.Close(CloseStatuses.BinaryRefused);
            else call.Fail(RpcErrors.NoMethod);
        }
        else
        {
            ToScript(script, bytes);
        }

        void ToScript(ScriptHost host, ReadOnlySpan<byte> payload)
        {
            if (call is null) host.OnBinary(connection, payload);
            else host.Clients.Handle(call, payload, isText: false);
        }
    }

    public void OnDrain(Connection connection) => Script?.OnDrain(connection);

    public void OnDisconnect(Connection connection, CloseStatus status)
    {
        instruments.Closed(status.Code);
        Log.ConnectionClosed(log, connection.Id, status.Code, status.Reason, Generation, connection.Request.RemoteAddress, instruments.Endpoint);
        Heartbeat.Forget(connection);
        if (connection.User?.ExpiresAt is not null) expiry?.Forget(connection);
        var script = Script;
        if (events.HasDisconnected)
            Guard(connection, (events, c) => events.RaiseDisconnected(c, status.Code, status.Reason));
        Still(script)?.OnDisconnect(connection, status);
    }

    private void Deliver(Connection connection, bool isText, ReadOnlySpan<byte> bytes)
    {
        if (isText) DeliverText(connection, bytes);
        else DeliverBinary(connection, bytes);
    }

    /// <summary>Middleware threw. Its message is dropped; a fault in code that only looks closes no connection.</summary>
    private void Report(Exception exception, Connection connection)
    {
        Log.MiddlewareFailed(log, exception, connection.Id, connection.Request.RemoteAddress, instruments.Endpoint);
        events.RaiseError(exception, connection);
    }

    private void Guard(Connection connection, Action<IServerEvents, Connection> raise)
    {
        try
        {
            raise(events, connection);
        }
        catch (Exception e)
        {
            Log.ConnectionHandlerFailed(log, e, connection.Id, connection.Request.RemoteAddress, instruments.Endpoint);
            connection.Close(CloseStatuses.ScriptFailed);
            events.RaiseError(e, connection);
        }
    }
}
