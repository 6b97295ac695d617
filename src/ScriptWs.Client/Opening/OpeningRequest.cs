using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Client;

/// <summary>A client's opening handshake (RFC 6455 §4.1): what it asks, and what it makes of the answer.</summary>
/// <param name="target">Path and query.</param>
/// <param name="host">Host, and port where it is not the scheme's own.</param>
internal sealed class OpeningRequest(string target, string host)
{
    private const string Version = "13";

    public OpeningRequest(Uri address)
        : this(address.PathAndQuery, address.Authority)
    {
    }

    /// <summary>Sec-WebSocket-Key; a new one for each request.</summary>
    public string Key { get; } = WebSocketKey.Create();

    /// <summary>Offered in order of preference.</summary>
    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    /// <summary>The value of Sec-WebSocket-Extensions; <c>null</c> offers none.</summary>
    public string? Extensions { get; init; }

    /// <summary>Header fields to add, or to put in place of those with the same name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Names of header fields to leave out: for tests of what a server makes of it.</summary>
    public IReadOnlyList<string> Omitted { get; init; } = [];

    /// <summary>The request, whole.</summary>
    public override string ToString()
    {
        var request = new StringBuilder("GET ").Append(target).Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in Fields()) request.Append(name).Append(": ").Append(value).Append("\r\n");
        return request.Append("\r\n").ToString();
    }

    /// <summary>Checks an answer of status 101 (RFC 6455 §4.1, the list behind "validate the server's response").</summary>
    /// <returns>What is wrong with it; <see cref="OpeningFault.None"/> when nothing is.</returns>
    public OpeningFault Check(ResponseHead head)
    {
        if (!"websocket".Equals(head.Header("Upgrade"), StringComparison.OrdinalIgnoreCase)) return OpeningFault.NotUpgraded;
        if (!HttpSyntax.ListContains(head.Header("Connection"), "upgrade")) return OpeningFault.NotUpgraded;
        if (head.Header("Sec-WebSocket-Accept") != WebSocketKey.Accept(Key)) return OpeningFault.WrongAccept;
        if (head.Header("Sec-WebSocket-Extensions") is not null && Extensions is null) return OpeningFault.ForeignExtension;
        return head.Header("Sec-WebSocket-Protocol") is { } subprotocol && !Subprotocols.Contains(subprotocol, StringComparer.Ordinal)
            ? OpeningFault.ForeignSubprotocol
            : OpeningFault.None;
    }

    private IEnumerable<KeyValuePair<string, string>> Fields()
    {
        var fields = new List<KeyValuePair<string, string>>
        {
            new("Host", host),
            new("Upgrade", "websocket"),
            new("Connection", "Upgrade"),
            new("Sec-WebSocket-Key", Key),
            new("Sec-WebSocket-Version", Version),
        };
        if (Subprotocols.Count > 0) fields.Add(new("Sec-WebSocket-Protocol", string.Join(", ", Subprotocols)));
        if (Extensions is not null) fields.Add(new("Sec-WebSocket-Extensions", Extensions));
        var replaced = Headers.Select(own => own.Key).Concat(Omitted).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return fields.Where(field => !replaced.Contains(field.Key)).Concat(Headers);
    }
}
