using System.Globalization;
using System.Text;

namespace ScriptWs.Routing;

/// <summary>
/// The one path that a request means. Authorization, routing, scripts and files all look at this path and at no other form of
/// it, so that no spelling of a path passes a rule and then leads to what the rule guards.
/// </summary>
internal readonly struct RequestPath
{
    private readonly IReadOnlyList<string>? _segments;

    private RequestPath(string text, IReadOnlyList<string>? segments) => (Text, _segments) = (text, segments);

    /// <summary>The path decoded once, without empty and dot segments (RFC 3986 §5.2.4). A slash that came as <c>%2F</c> stays so: it parts no segments.</summary>
    public string Text { get; }

    /// <summary>The segments, each decoded once and as a whole. The last one is empty after a slash at the end.</summary>
    public IReadOnlyList<string> Segments => _segments ?? (Text.Length > 1 ? Text[1..].Split('/') : [""]);

    /// <summary>Takes a path as it came, which begins with a slash. A path that is what it means already, as nearly all are, costs nothing.</summary>
    public static RequestPath Of(string raw)
    {
        if (!raw.StartsWith('/') || !(raw.Contains('%') || raw.Contains("//", StringComparison.Ordinal) || raw.Contains("/.", StringComparison.Ordinal))) return new(raw, null);

        var segments = Resolve(raw);
        return new("/" + string.Join('/', segments.Select(segment => segment.Replace("/", "%2F", StringComparison.Ordinal))), segments);
    }

    /// <summary>Takes the path of a file, which was never encoded.</summary>
    public static RequestPath OfFile(string path) => new(path, null);

    private static List<string> Resolve(string raw)
    {
        var kept = new List<string>();
        var endsInFolder = false;
        foreach (var segment in raw[1..].Split('/').Select(Decode))
        {
            endsInFolder = segment is "" or "." or "..";
            if (!endsInFolder) kept.Add(segment);
            else if (segment == ".." && kept.Count > 0) kept.RemoveAt(kept.Count - 1);
        }

        if (endsInFolder) kept.Add("");
        return kept;
    }

    /// <summary>Bytes that are no UTF-8 become U+FFFD, which no rule and no file has in its name.</summary>
    private static string Decode(string segment)
    {
        if (!segment.Contains('%')) return segment;

        var bytes = new byte[segment.Length];
        var size = 0;
        for (var i = 0; i < segment.Length; i++, size++)
        {
            var isEncoded = segment[i] == '%' && i + 2 < segment.Length && byte.TryParse(segment.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out bytes[size]);
            if (isEncoded) i += 2;
            else bytes[size] = (byte)segment[i];
        }

        return Encoding.UTF8.GetString(bytes, 0, size);
    }
}
