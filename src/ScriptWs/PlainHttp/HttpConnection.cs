using System.IO.Pipelines;
using System.Net;
using ScriptWs.Connections;
using ScriptWs.Transport;

namespace ScriptWs.PlainHttp;

/// <summary>
/// A client's connection whose first request is plain HTTP, forwarded to an <see cref="IHttpServer"/>: two pipes, whatever
/// the wire below them is. It has its place in <c>limits.maxConnections</c> until the wire is gone.
/// </summary>
public sealed class HttpConnection : IAsyncDisposable
{
    private readonly PipeWire _wire;
    private readonly ITransport _transport;
    private readonly IRules _rules;
    private readonly Scripts _scripts;
    private readonly IPAddress _peer;
    private ForwardedRequest? _first;

    internal HttpConnection(ITransport transport, PipeWire wire, ForwardedRequest first, IRules rules, Scripts scripts)
    {
        (_transport, _wire, _rules, _scripts) = (transport, wire, rules, scripts);
        (_first, _peer) = (first, first.Peer);
    }

    /// <summary>The server's rules about the requests of one connection.</summary>
    internal interface IRules
    {
        /// <summary>Decides on one request.</summary>
        ValueTask<PlainVerdict> CheckAsync(PlainRequest request, ForwardedRequest? first, IPAddress peer, CancellationToken gone);

        /// <summary>Decides on other paths to what a request asks for, which was let through itself.</summary>
        ValueTask<PlainAnswer?> CheckPathsAsync(PlainRequest request, IReadOnlyList<string> paths, IPAddress peer, CancellationToken gone);

        /// <summary>Whether a WebSocket may be asked for at the path of a request.</summary>
        bool HasWebSocketsAt(PlainRequest request);
    }

    /// <summary>Asks the scripts about one request.</summary>
    internal delegate ValueTask<PlainAnswer?> Scripts(PlainRequest request, PlainVerdict verdict, bool isSecure, CancellationToken gone);

    /// <summary>What the client sends, from the first byte of its first request on, and what is sent to it.</summary>
    public IDuplexPipe Transport => _wire;

    /// <summary>Where the wire comes from; a proxy's address when there is one in between.</summary>
    public EndPoint? RemoteEndPoint => _transport.RemoteEndPoint;

    /// <summary>Where it arrived.</summary>
    public EndPoint? LocalEndPoint => _transport.LocalEndPoint;

    /// <summary>Whether the wire is encrypted.</summary>
    public bool IsSecure => _transport.IsSecure;

    /// <summary>What was agreed on in its TLS handshake; <c>null</c> without TLS.</summary>
    public HttpTls? Tls => _transport.Tls is { } tls ? new HttpTls(tls.Protocol, tls.CipherSuite, tls.HostName) : null;

    /// <summary>Cancelled when the wire is gone.</summary>
    public CancellationToken Closed => _wire.Closed;

    /// <summary>The address that the wire stands for.</summary>
    internal IPAddress Peer => _peer;

    /// <summary>What is below the pipes.</summary>
    internal ITransport Wire => _transport;

    /// <summary>Asks for each request, in order, whether it may be served: addresses, origins, logins and users.</summary>
    public ValueTask<PlainVerdict> CheckAsync(PlainRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _rules.CheckAsync(request, Interlocked.Exchange(ref _first, null), _peer, cancellationToken);
    }

    /// <summary>Asks whether the client may read what its request leads to by other paths as well, as a file does that is linked.</summary>
    /// <param name="request">A request that <see cref="CheckAsync"/> has let through.</param>
    /// <param name="paths">The other paths, decoded and without empty and dot segments.</param>
    /// <param name="cancellationToken">Cancelled when the client is gone.</param>
    /// <returns>The answer in place of the file; <c>null</c> when each path lets the client in.</returns>
    public ValueTask<PlainAnswer?> CheckPathsAsync(PlainRequest request, IReadOnlyList<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(paths);
        return _rules.CheckPathsAsync(request, paths, _peer, cancellationToken);
    }

    /// <summary>Whether an endpoint is at the path of a request, so that a WebSocket may be asked for there.</summary>
    public bool HasWebSocketsAt(PlainRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _rules.HasWebSocketsAt(request);
    }

    /// <summary>Asks the endpoint's script (<c>onRequest</c>) for the answer to a request that may be served.</summary>
    /// <returns><c>null</c> when the request is not its own.</returns>
    public ValueTask<PlainAnswer?> AskScriptAsync(PlainRequest request, PlainVerdict verdict, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(verdict);
        return _scripts(request, verdict, IsSecure, cancellationToken);
    }

    /// <summary>Drops the wire at once.</summary>
    public void Abort() => _transport.Abort();

    /// <summary>Ends the connection once everything written has gone out, and waits until the wire is gone.</summary>
    public ValueTask DisposeAsync() => _wire.EndAsync();
}
