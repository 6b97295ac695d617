using ScriptWs.Configuration;

namespace ScriptWs.Outgoing;

/// <summary>
/// What the scripts of one endpoint reach other servers with: the rules, the limits, and the requests in flight. Any thread. It owns
/// no connection until the first request.
/// </summary>
internal sealed class OutgoingClient
{
    private readonly OutgoingRules _rules;
    private readonly Lazy<OutgoingTransport> _transport;
    private int _requests;
    private int _sockets;

    /// <param name="options">The section <c>fetch</c>.</param>
    /// <param name="clock">The clock of its time-outs.</param>
    /// <param name="resolve">Finds addresses; <c>null</c> for the system's.</param>
    public OutgoingClient(FetchOptions options, TimeProvider clock, HostResolver? resolve = null)
    {
        (Options, Clock, _rules) = (options, clock, new OutgoingRules(options));
        _transport = new Lazy<OutgoingTransport>(() => new OutgoingTransport(options, _rules, resolve));
    }

    public FetchOptions Options { get; }

    public TimeProvider Clock { get; }

    public OutgoingTransport Transport => _transport.Value;

    /// <exception cref="OutgoingException">Scripts cannot reach the URL.</exception>
    public void Require(Uri url) => _rules.Require(url);

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="resolveUrl">Reads where a redirect leads.</param>
    /// <param name="ended">Cancelled when the script that asked is gone.</param>
    /// <exception cref="OutgoingException">Scripts cannot reach it, or too many requests are in flight.</exception>
    public OutgoingExchange Send(OutgoingRequest request, UrlResolver resolveUrl, CancellationToken ended)
    {
        Require(new Uri(request.Url));
        if (Interlocked.Increment(ref _requests) > Options.MaxRequests)
        {
            Interlocked.Decrement(ref _requests);
            throw new OutgoingException(
                $"fetch.maxRequests ({Options.MaxRequests}) requests are in flight already; await some before the next.");
        }

        return new OutgoingExchange(this, request, resolveUrl, ended);
    }

    /// <summary>Makes room for another request.</summary>
    public void RequestEnded() => Interlocked.Decrement(ref _requests);

    /// <summary>Takes the place of one WebSocket.</summary>
    /// <exception cref="OutgoingException">There are too many.</exception>
    public void SocketBegins()
    {
        if (Interlocked.Increment(ref _sockets) <= Options.MaxSockets) return;

        Interlocked.Decrement(ref _sockets);
        throw new OutgoingException($"fetch.maxSockets ({Options.MaxSockets}) WebSockets are open already; close some before the next.");
    }

    public void SocketEnded() => Interlocked.Decrement(ref _sockets);
}
