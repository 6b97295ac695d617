using System.Globalization;
using System.Text;

namespace ScriptWs.Protocol;

/// <summary>
/// An HTTP answer in place of the 101: a status, one sentence for people, the connection closed. Nearly always a refusal;
/// a login is answered by one as well.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">What the client is told, as text/plain.</param>
/// <param name="Headers">Header fields beside Connection, Content-Length and Content-Type.</param>
internal sealed record HttpRefusal(
    int Status,
    string Body,
    IReadOnlyList<KeyValuePair<string, string>>? Headers = null)
{
    private const int NotModified = 304;

    /// <summary>The body where it is no text.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>Whether only the head is sent, as an answer to HEAD: the length is that of the body (RFC 9110 §9.3.2).</summary>
    public bool IsHead { get; init; }

    /// <summary>The body as it goes over the wire.</summary>
    public ReadOnlyMemory<byte> Bytes => Content ?? Encoding.UTF8.GetBytes(Body);

    /// <summary>The answer as it goes over the wire.</summary>
    /// <exception cref="ArgumentException">A header field is not fit to be sent (<see cref="ResponseHeader.Problem"/>).</exception>
    public byte[] ToBytes()
    {
        var body = Bytes;
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {ReasonPhrase(Status)}\r\n")
            .Append("Connection: close\r\n");
        // RFC 9110 §8.6: it would be the length of what is not sent.
        if (Status != NotModified) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        if (Status != NotModified && !Has("Content-Type")) head.Append("Content-Type: text/plain; charset=utf-8\r\n");
        foreach (var (name, value) in Headers ?? []) ResponseHeader.Append(head, name, value);
        head.Append("\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. IsHead ? [] : body.Span];
    }

    private bool Has(string name) => Headers?.Any(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? false;

    private static string ReasonPhrase(int status) => status switch
    {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        413 => "Content Too Large",
        414 => "URI Too Long",
        421 => "Misdirected Request",
        426 => "Upgrade Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => "", // RFC 9112 §4: the phrase may be empty
    };
}
