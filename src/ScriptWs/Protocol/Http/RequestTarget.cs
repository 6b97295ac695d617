using System.Buffers;
using System.Text;

namespace ScriptWs.Protocol;

/// <summary>
/// What the request line asks for: a path and a query (origin-form, RFC 9112 §3.2.1), or the same behind
/// <c>http://host</c> (absolute-form, which RFC 6455 §4.2.1 has servers take), or <c>*</c> with OPTIONS. The form of CONNECT is refused.
/// </summary>
internal readonly record struct RequestTarget(string Path, string Query, string? Authority)
{
    // What browsers leave unencoded (URL standard, path and query percent-encode sets) and RFC 3986 with it. A fragment never
    // reaches a server (RFC 6455 §3), so '#' is refused; a backslash is not a path separator here, and must not become one.
    private static readonly SearchValues<char> PathChars = SearchValues.Create(VisibleExcept("\"#<>?\\^`{}"));
    private static readonly SearchValues<byte> QueryBytes = SearchValues.Create(Encoding.ASCII.GetBytes(VisibleExcept("\"#<>")));

    /// <summary>The target of a request that is about the server itself (RFC 9112 §3.2.4).</summary>
    public const string WholeServer = "*";

    public static bool TryParse(ReadOnlySpan<byte> bytes, out RequestTarget target)
    {
        string? authority = null;
        target = default;
        if (SchemeLength(bytes) is > 0 and var schemeLength)
        {
            bytes = bytes[schemeLength..];
            var length = bytes.IndexOfAny((byte)'/', (byte)'?');
            if (length < 0) length = bytes.Length;
            if (length == 0) return false;
            authority = Encoding.ASCII.GetString(bytes[..length]);
            bytes = bytes[length..];
        }

        var question = bytes.IndexOf((byte)'?');
        var path = question < 0 ? bytes : bytes[..question];
        var query = question < 0 ? [] : bytes[(question + 1)..];
        if (path.IsEmpty && authority is not null) path = "/"u8;
        var text = Encoding.Latin1.GetString(path);
        if (query.ContainsAnyExcept(QueryBytes) || !(IsPath(text) || (authority is null && question < 0 && text == WholeServer))) return false;

        target = new RequestTarget(text, Encoding.ASCII.GetString(query), authority);
        return true;
    }

    /// <summary>Whether a text is a path as a request may carry it, percent-encoded.</summary>
    public static bool IsPath(string text) => text.StartsWith('/') && !text.AsSpan().ContainsAnyExcept(PathChars) && IsEncoded(text);

    private static int SchemeLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 7 && Ascii.EqualsIgnoreCase(bytes[..7], "http://"u8)) return 7;
        return bytes.Length > 8 && Ascii.EqualsIgnoreCase(bytes[..8], "https://"u8) ? 8 : 0;
    }

    /// <summary>Whether each <c>%</c> is followed by two hexadecimal digits.</summary>
    private static bool IsEncoded(ReadOnlySpan<char> path)
    {
        while (path.IndexOf('%') is >= 0 and var percent)
        {
            path = path[(percent + 1)..];
            if (path.Length < 2 || !char.IsAsciiHexDigit(path[0]) || !char.IsAsciiHexDigit(path[1])) return false;
        }

        return true;
    }

    private static string VisibleExcept(string excluded) => string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Where(c => !excluded.Contains(c)));
}
