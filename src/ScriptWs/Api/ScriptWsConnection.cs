using System.Net;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs;

/// <summary>One open WebSocket, as C# code sees it. All members may be used from any thread.</summary>
public sealed class ScriptWsConnection
{
    private readonly Connection _connection;

    private ScriptWsConnection(Connection connection) => _connection = connection;

    /// <summary>The connection's id: a random GUID, the same that scripts see.</summary>
    public Guid Id => _connection.Id;

    /// <summary>The client's IP address.</summary>
    public string RemoteAddress => _connection.Request.RemoteAddress;

    /// <summary>Where the client's TCP connection comes from; <c>null</c> when it does not come over a network.</summary>
    public EndPoint? RemoteEndPoint => _connection.RemoteEndPoint;

    /// <summary>Bytes that came from the client after the opening handshake, and have been handled or wait for their handler.</summary>
    public long BytesReceived => _connection.BytesReceived;

    /// <summary>Bytes of frames for the client so far, those included that still wait (<see cref="BufferedAmount"/>).</summary>
    public long BytesSent => _connection.BytesSent;

    /// <summary>Who the client was authenticated as; <c>null</c> when it was not.</summary>
    public ScriptWsUser? User => ScriptWsUser.Of(_connection.User);

    /// <summary>The path that the client asked for, percent-encoded as it came.</summary>
    public string Path => _connection.Request.Path;

    /// <summary>The endpoint that the client is at: its path or pattern, as it is configured.</summary>
    public string Endpoint => _connection.Request.Endpoint;

    /// <summary>What the parameters of the endpoint's path are, as in <c>/rooms/:id</c>, decoded, by name; <c>*</c> names the rest of the path.</summary>
    public IReadOnlyDictionary<string, string> Parameters => _connection.Request.Parameters;

    /// <summary>What followed <c>?</c> in the client's request, without it; empty when nothing did.</summary>
    public string Query => _connection.Request.Query;

    /// <summary>The header fields of the opening handshake by lower-case name; repeated ones are joined with <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers => _connection.Request.Headers;

    /// <summary>The subprotocol agreed on; <c>null</c> when there is none (RFC 6455 §1.9).</summary>
    public string? Subprotocol => _connection.Subprotocol;

    /// <summary>An object of your own, kept as long as the connection; scripts do not see it.</summary>
    public object? Data { get; set; }

    /// <summary>Bytes sent that the client's side has not taken yet.</summary>
    public long BufferedAmount => _connection.BufferedAmount;

    /// <summary>Round-trip time of the last <see cref="Ping"/> that was answered; <c>null</c> before the first.</summary>
    public TimeSpan? Latency => _connection.Latency;

    /// <summary>Whether messages flow: neither side has begun to close.</summary>
    public bool IsOpen => _connection.State == ConnectionState.Open;

    /// <summary>The topics that this connection is subscribed to.</summary>
    public IReadOnlyCollection<string> Subscriptions => _connection.Subscriptions;

    /// <summary>Sends a text message.</summary>
    /// <returns><c>false</c> when it was dropped: the connection is closing, or its buffer is full (<c>limits.maxBufferedAmount</c>).</returns>
    public bool Send(string text) => _connection.Send(text) != SendResult.Dropped;

    /// <summary>Sends a binary message; the bytes are copied.</summary>
    /// <returns><c>false</c> when it was dropped: the connection is closing, or its buffer is full (<c>limits.maxBufferedAmount</c>).</returns>
    public bool Send(ReadOnlySpan<byte> bytes) => _connection.Send(bytes, Opcode.Binary) != SendResult.Dropped;

    /// <summary>Begins the closing handshake (RFC 6455 §7.1.2); what was sent before goes out first.</summary>
    /// <param name="code">1000, 1001, 1003, 1007 to 1014 without 1010, or 3000 to 4999.</param>
    /// <param name="reason">At most 123 bytes of UTF-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code may not be sent (RFC 6455 §7.4).</exception>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    public void Close(int code = 1000, string reason = "") => _connection.Close(CloseArguments.Check(code, reason));

    /// <summary>Drops the TCP connection without a closing handshake.</summary>
    public void Abort() => _connection.Abort();

    /// <summary>Sends a Ping; its answer sets <see cref="Latency"/>.</summary>
    /// <returns><c>false</c> when the connection is closing or its buffer is full.</returns>
    public bool Ping() => _connection.Ping();

    /// <summary>Subscribes to a topic.</summary>
    /// <returns><c>false</c> when it was subscribed already, or has the most subscriptions one connection may have (1024).</returns>
    public bool Subscribe(string topic) => _connection.Subscribe(topic);

    /// <summary>Ends a subscription.</summary>
    /// <returns><c>false</c> when there was none.</returns>
    public bool Unsubscribe(string topic) => _connection.Unsubscribe(topic);

    /// <summary>
    /// Shows a new bearer token of the client. If it is good, and the same user's, its end counts from now on in place of
    /// the previous one, and <see cref="User"/> has its roles and claims; otherwise nothing changes.
    /// </summary>
    /// <param name="token">The token, without <c>Bearer</c>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The user; <c>null</c> when the token is not good, is another user's, or the connection has no user.</returns>
    public async Task<ScriptWsUser?> ReauthenticateAsync(string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var done = new TaskCompletionSource<ConnectionUser?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _connection.Reauthenticate(token, user => done.TrySetResult(user));
        return ScriptWsUser.Of(await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false));
    }

    internal static ScriptWsConnection Of(Connection connection) =>
        (ScriptWsConnection)connection.GetPublicView(static connection => new ScriptWsConnection(connection));
}
