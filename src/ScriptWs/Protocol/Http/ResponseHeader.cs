using System.Text;

namespace ScriptWs.Protocol;

/// <summary>One header field that a script or the server adds to an answer; keeps responses from being split.</summary>
internal static class ResponseHeader
{
    /// <summary>Fields that only the server writes.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Transfer-Encoding", "Upgrade",
        "Sec-WebSocket-Accept", "Sec-WebSocket-Extensions", "Sec-WebSocket-Key", "Sec-WebSocket-Protocol", "Sec-WebSocket-Version",
    };

    /// <summary>What keeps this field from being given by a script, or <c>null</c> when it is fine.</summary>
    public static string? Problem(string name, string value) =>
        Reserved.Contains(name) ? $"the header field {name} is written by the server itself" : SyntaxProblem(name, value);

    /// <summary>Adds one line.</summary>
    /// <exception cref="ArgumentException">The name is not a token, or the value has a character that HTTP forbids.</exception>
    public static void Append(StringBuilder head, string name, string value)
    {
        if (SyntaxProblem(name, value) is { } problem) throw new ArgumentException(problem);
        head.Append(name).Append(": ").Append(value).Append("\r\n");
    }

    // The value is written as Latin-1, so anything above U+00FF would turn into something else.
    private static string? SyntaxProblem(string name, string value)
    {
        if (!HttpSyntax.IsToken(name)) return "a header field's name is not a token (RFC 9110 §5.1)";
        return value.All(c => c is '\t' or (>= ' ' and not '\x7F' and <= '\xFF'))
            ? null
            : $"the value of the header field {name} has a character that HTTP forbids (RFC 9110 §5.5)";
    }
}
