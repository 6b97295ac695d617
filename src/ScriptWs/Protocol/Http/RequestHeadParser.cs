using System.Buffers;
using System.Text;

namespace ScriptWs.Protocol;

/// <summary>Checks and takes apart the lines of a request head (RFC 9112 §3, §5), strictly: what is unclear is refused.</summary>
internal static class RequestHeadParser
{
    /// <summary>Fields that mean something different when they come twice, so that two parties might read two meanings.</summary>
    private static readonly HashSet<string> OnceOnly =
    [
        "host", "content-length", "origin", "authorization", "sec-websocket-key", "sec-websocket-version",
    ];

    // RFC 3986 §3.2: what a host and port are made of.
    private static readonly SearchValues<char> HostChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=%:[]");

    /// <param name="lines">The request line and the header fields, each ended by CR LF; the empty line left out.</param>
    /// <param name="refusal">Why it is refused, when the answer is <c>null</c>.</param>
    public static RequestHead? Parse(ReadOnlySpan<byte> lines, out HttpRefusal? refusal)
    {
        var end = lines.IndexOf("\r\n"u8);
        var headers = new HeaderFields();
        refusal = ParseRequestLine(lines[..end], out var method, out var target, out var minorVersion)
            ?? ParseFields(lines[(end + 2)..], headers)
            ?? CheckHost(headers, minorVersion, target);
        if (refusal is not null) return null;

        var head = new RequestHead(method, target.Path, target.Query, minorVersion, headers);
        refusal = BodyFraming.Check(head);
        return refusal is null ? head : null;
    }

    private static HttpRefusal? ParseRequestLine(
        ReadOnlySpan<byte> line, out string method, out RequestTarget target, out int minorVersion)
    {
        (method, target, minorVersion) = ("", default, 0);
        var first = line.IndexOf((byte)' ');
        var last = line.LastIndexOf((byte)' ');
        if (first < 0 || last == first || !HttpSyntax.IsToken(line[..first]))
            return HttpRefusals.Malformed("The request line is not \"METHOD target HTTP/1.1\" (RFC 9112 §3).");

        var version = line[(last + 1)..];
        if (version.Length != 8 || !version.StartsWith("HTTP/"u8) || version[6] != '.'
            || !char.IsAsciiDigit((char)version[5]) || !char.IsAsciiDigit((char)version[7]))
        {
            return HttpRefusals.Malformed("The request line does not end with an HTTP version (RFC 9112 §2.3).");
        }

        if (version[5] != '1') return HttpRefusals.HttpVersionNotSupported;
        minorVersion = version[7] - '0';
        method = Encoding.ASCII.GetString(line[..first]);
        return RequestTarget.TryParse(line[(first + 1)..last], out target) && (target.Path != RequestTarget.WholeServer || method == "OPTIONS")
            ? null
            : HttpRefusals.TargetNotAPath;
    }

    private static HttpRefusal? ParseFields(ReadOnlySpan<byte> lines, HeaderFields headers)
    {
        for (var count = 0; !lines.IsEmpty; count++)
        {
            if (count == HeadLimits.MaxFields) return HttpRefusals.TooManyFields;
            var end = lines.IndexOf("\r\n"u8);
            if (ParseField(lines[..end], headers) is { } refusal) return refusal;
            lines = lines[(end + 2)..];
        }

        return null;
    }

    private static HttpRefusal? ParseField(ReadOnlySpan<byte> line, HeaderFields headers)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
            return HttpRefusals.Malformed("A header field is folded over two lines (RFC 9112 §5.2).");

        var colon = line.IndexOf((byte)':');
        if (colon < 0 || !HttpSyntax.IsToken(line[..colon]))
            return HttpRefusals.Malformed("A header field does not start with a name and a colon (RFC 9112 §5).");

        var bytes = line[(colon + 1)..].Trim(" \t"u8);
        if (!HttpSyntax.IsFieldValue(bytes))
            return HttpRefusals.Malformed("A header field's value has a byte that HTTP forbids (RFC 9110 §5.5).");

        Span<char> lowerCase = stackalloc char[HeadLimits.MaxNameLength];
        if (colon > HeadLimits.MaxNameLength) return HttpRefusals.HeadTooLarge;
        Ascii.ToLower(line[..colon], lowerCase, out _);
        var name = HeaderNames.Of(lowerCase[..colon]);
        var value = Encoding.Latin1.GetString(bytes);
        if (headers.TryAdd(name, value)) return null;
        if (OnceOnly.Contains(name)) return HttpRefusals.Malformed($"The header field {name} came twice.");

        // RFC 9110 §5.3; RFC 6265 §5.4 for cookies, whose values may have commas.
        headers.Join(name, name == "cookie" ? "; " : ", ", value);
        return null;
    }

    private static HttpRefusal? CheckHost(HeaderFields headers, int minorVersion, RequestTarget target)
    {
        if (!headers.TryGetValue("host", out var host))
            return minorVersion == 0 ? null : HttpRefusals.Malformed("The header field host is missing (RFC 9112 §3.2).");

        if (host.Length == 0 || host.AsSpan().ContainsAnyExcept(HostChars))
            return HttpRefusals.Malformed("The header field host is not a host name (RFC 9112 §3.2).");

        return target.Authority is null || target.Authority.Equals(host, StringComparison.OrdinalIgnoreCase)
            ? null
            : HttpRefusals.Malformed("The request target and the header field host name different hosts.");
    }
}
