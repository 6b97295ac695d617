using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Transport;

namespace ScriptWs.PlainHttp;

/// <summary>Hands wires with plain HTTP over to the server that was set for them, for one run of ours.</summary>
internal sealed class HttpForwarding(
    IHttpServer http, HttpConnection.IRules rules, HttpConnection.Scripts scripts, Func<DeadlineQueue> farewells, SlowReaders slowReaders, Admission admission, TimeProvider clock) : IPlainHttp
{
    /// <summary>When a client may retry that could not be served.</summary>
    private static readonly TimeSpan BusyRetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>After this time the client has what was sent to it.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    public bool IsWanted => http.IsWanted;

    public bool Take(ITransport wire, ForwardedRequest request)
    {
        PipeWire pipes = null!;
        pipes = new PipeWire(wire, farewell => BeginFarewell(pipes, wire, farewell), () => admission.End(wire), clock, slowReaders);
        var goOn = pipes.OnReceived(request.Bytes.Span);
        var connection = new HttpConnection(wire, pipes, request, rules, scripts);
        if (!http.TryTake(connection)) _ = RefuseAsync(connection);
        return goOn;
    }

    /// <summary>A server that stops does not wait for clients that keep a connection and do not look at it.</summary>
    private void BeginFarewell(PipeWire pipes, ITransport wire, IExpiring farewell)
    {
        if (admission.ShuttingDown is not null && pipes.Silence > Settled) wire.Abort();
        else farewells().Add(farewell);
    }

    private static async Task RefuseAsync(HttpConnection connection)
    {
        await connection.Transport.Output.WriteAsync(HttpRefusals.ServerIsBusy(BusyRetryAfter).ToBytes()).ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }
}
