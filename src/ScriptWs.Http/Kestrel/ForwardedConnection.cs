using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Kestrel;

/// <summary>A connection that was forwarded, as Kestrel sees it.</summary>
internal sealed class ForwardedConnection : DefaultConnectionContext
{
    private readonly HttpConnection _connection;

    public ForwardedConnection(HttpConnection connection)
        : base(CorrelationIdOf())
    {
        _connection = connection;
        Transport = connection.Transport;
        (LocalEndPoint, RemoteEndPoint) = (connection.LocalEndPoint, connection.RemoteEndPoint);
        ConnectionClosed = connection.Closed;
        Features.Set(connection);
        // Its presence is what makes the scheme https.
        if (connection.IsSecure) Features.Set<ITlsConnectionFeature>(new TlsConnectionFeature());
        if (connection.Tls is { } tls) Features.Set<ITlsHandshakeFeature>(new TlsHandshake(tls));
    }

    public override void Abort(ConnectionAbortedException abortReason) => _connection.Abort();

    public override async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private static string CorrelationIdOf() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
}
