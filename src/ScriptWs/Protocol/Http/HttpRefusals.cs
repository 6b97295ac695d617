using System.Globalization;

namespace ScriptWs.Protocol;

/// <summary>Every HTTP answer that refuses a client before the 101: the one table that code, tests and documentation agree on.</summary>
internal static class HttpRefusals
{
    public static readonly HttpRefusal OriginNotAllowed = new(403, "This origin may not connect.");
    public static readonly HttpRefusal HostNotOurs = new(421, "This server is not known by that name.");
    public static readonly HttpRefusal OriginRequired = new(403, "Only pages in a browser may connect: the header field origin is missing.");
    public static readonly HttpRefusal AddressNotAllowed = new(403, "This address may not connect.");
    public static readonly HttpRefusal UserNotAllowed = new(403, "This user may not connect here.");
    public static readonly HttpRefusal PathNotFound = new(404, "There is no WebSocket endpoint at this path.");

    public static readonly HttpRefusal MethodNotAllowed =
        new(405, "A WebSocket is opened with GET (RFC 6455 §4.2.1).", [new("Allow", "GET")]);

    public static readonly HttpRefusal HandshakeTimeout = new(408, "The opening handshake took too long.");

    /// <summary>The answer to a plain HTTP request where only WebSockets are served.</summary>
    public static readonly HttpRefusal NotAWebSocket =
        new(426, "This is a WebSocket endpoint; connect with a WebSocket client.", [new("Upgrade", "websocket")]);

    public static readonly HttpRefusal LengthRequired = new(411, "The header field Content-Length is required.");
    public static readonly HttpRefusal BodyTooLarge = new(413, "The body is too large.");

    public static readonly HttpRefusal TargetNotAPath = Malformed("The request target is not a path (RFC 9112 §3.2.1).");

    /// <summary>What <c>OPTIONS *</c> is answered where only WebSockets are served.</summary>
    public static readonly HttpRefusal Abilities = new(200, "", [new("Allow", "GET")]);

    public static readonly HttpRefusal UnsupportedVersion = new(
        426,
        "This server speaks version 13 of the WebSocket protocol (RFC 6455 §4.4).",
        [new("Sec-WebSocket-Version", "13"), new("Upgrade", "websocket")]);

    public static readonly HttpRefusal TargetTooLong =
        new(414, $"The path and the query are longer than {HeadLimits.MaxSize / 1024} KiB.");

    public static readonly HttpRefusal HeadTooLarge =
        new(431, $"The request head is larger than {HeadLimits.MaxSize / 1024} KiB.");

    public static readonly HttpRefusal TooManyFields =
        new(431, $"The request head has more than {HeadLimits.MaxFields} header fields.");

    public static readonly HttpRefusal ScriptFailed = new(500, "The server failed to answer.");
    public static readonly HttpRefusal RequestTimeout = new(503, "The answer took too long.");
    public static readonly HttpRefusal HttpVersionNotSupported = new(505, "This server speaks HTTP/1.1.");

    /// <summary>400 with the rule that was broken.</summary>
    public static HttpRefusal Malformed(string sentence) => new(400, sentence);

    /// <summary>401 with the challenges of RFC 9110 §11.6.1, such as <c>Basic realm="ScriptWs"</c>.</summary>
    public static HttpRefusal Unauthorized(IReadOnlyList<string> challenges) => new(401, "Please authenticate.", [.. challenges.Select(Challenge)]);

    public static HttpRefusal TokenExpired(IReadOnlyList<string> challenges) => new(401, "The token has expired.", [.. challenges.Select(Challenge)]);

    /// <summary>405 with the methods that there are (RFC 9110 §15.5.6).</summary>
    public static HttpRefusal MethodNotOneOf(string allowed) =>
        new(405, $"This is asked for with {allowed}.", [new("Allow", allowed)]);

    public static HttpRefusal TooManyAttempts(TimeSpan retryAfter) =>
        new(429, "Too many attempts to authenticate failed; try again later.", [RetryAfter(retryAfter)]);

    public static HttpRefusal TooManyAuthenticate(TimeSpan retryAfter) =>
        new(503, "Too many clients authenticate at once; try again later.", [RetryAfter(retryAfter)]);

    public static HttpRefusal TooManyConnects(TimeSpan retryAfter) =>
        new(429, "Too many connections were opened; try again later.", [RetryAfter(retryAfter)]);

    public static HttpRefusal TooManyFromAddress(TimeSpan retryAfter) =>
        new(429, "There are too many connections from this address; try again later.", [RetryAfter(retryAfter)]);

    public static HttpRefusal ServerIsFull(TimeSpan retryAfter) =>
        new(503, "The server is full; try again later.", [RetryAfter(retryAfter)]);

    public static HttpRefusal ServerIsBusy(TimeSpan retryAfter) =>
        new(503, "The server is busy; try again later.", [RetryAfter(retryAfter)]);

    public static HttpRefusal BrokerIsLost(TimeSpan retryAfter) =>
        new(503, "The server has lost its cluster; try again later.", [RetryAfter(retryAfter)]);

    public static HttpRefusal ShuttingDown(TimeSpan retryAfter) =>
        new(503, "The server is shutting down; try again later.", [RetryAfter(retryAfter)]);

    /// <summary>What a script chose to answer instead of a WebSocket.</summary>
    /// <exception cref="ArgumentException">The status or a header field is not fit for a refusal; the message says why.</exception>
    public static HttpRefusal FromScript(int status, string? body, IReadOnlyList<KeyValuePair<string, string>>? headers)
    {
        // 1xx would not be final, and 204, 205 and 304 have no body (RFC 9110 §15).
        if (status is < 200 or > 599 or 204 or 205 or 304)
            throw new ArgumentException($"the status {status} cannot refuse a WebSocket; use one from 400 to 599, such as 403");
        foreach (var (name, value) in headers ?? [])
        {
            if (ResponseHeader.Problem(name, value) is { } problem) throw new ArgumentException(problem);
        }

        return new HttpRefusal(status, body ?? "The server refused the connection.", headers);
    }

    private static KeyValuePair<string, string> Challenge(string challenge) => new("WWW-Authenticate", challenge);

    // RFC 9110 §10.2.3: whole seconds; rounded up so that no client retries too early.
    private static KeyValuePair<string, string> RetryAfter(TimeSpan delay) =>
        new("Retry-After", Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
}
