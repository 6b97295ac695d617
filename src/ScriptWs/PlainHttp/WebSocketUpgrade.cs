using System.Net;
using ScriptWs.Routing;

namespace ScriptWs.PlainHttp;

/// <summary>A client's opening handshake that a web server has read: what <see cref="ScriptWsServer.UpgradeAsync"/> goes on with.</summary>
/// <param name="Request">The request, as HTTP/1.1 has it (RFC 6455 §4.2.1).</param>
/// <param name="SwitchAsync">Sends the 101 with these header fields beside those that switch protocols, and gives the stream behind it.</param>
/// <param name="Abort">Drops the wire.</param>
public sealed record WebSocketUpgrade(PlainRequest Request, Func<IReadOnlyList<KeyValuePair<string, string>>, Task<Stream>> SwitchAsync, Action Abort)
{
    /// <summary>The path or pattern of the endpoint that is meant, as it is configured; <c>null</c> for the one at the request's path.</summary>
    public string? Endpoint { get; init; }

    /// <summary>What the parameters of the web server's own route are, by name; used with <see cref="Endpoint"/>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = RouteParameters.None;

    /// <summary>Who the client is, as the web server knows; <c>null</c> to have it found out here.</summary>
    public ScriptWsUser? User { get; init; }

    /// <summary>Where the client is.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>Where it arrived.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>Whether it came over TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>The connection of ours that it came over, whose place in <c>limits.maxConnections</c> it takes over.</summary>
    public HttpConnection? Connection { get; init; }

    /// <summary>The address that rules about clients look at.</summary>
    internal IPAddress? Address => Connection is { } ours ? ours.Peer : RemoteEndPoint is IPEndPoint { Address: var address } ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address : null;
}
