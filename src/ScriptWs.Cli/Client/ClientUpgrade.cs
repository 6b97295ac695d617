using System.Security.Cryptography;
using System.Text;
using ScriptWs.Syntax;

namespace ScriptWs.Cli.Client;

/// <summary>The client's side of the opening handshake (RFC 6455 §4.1).</summary>
internal sealed class ClientUpgrade(ClientOptions options)
{
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int MaxHeaders = 100;
    private const int MaxRefusalBody = 1024;

    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    /// <summary>The request, whole.</summary>
    public byte[] Request()
    {
        var request = new StringBuilder()
            .Append("GET ").Append(options.Address.PathAndQuery).Append(" HTTP/1.1\r\n")
            .Append("Host: ").Append(options.Address.Authority).Append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
            .Append("Sec-WebSocket-Key: ").Append(_key).Append("\r\nSec-WebSocket-Version: 13\r\n");
        if (options.Subprotocols.Count > 0) request.Append("Sec-WebSocket-Protocol: ").AppendJoin(", ", options.Subprotocols).Append("\r\n");
        foreach (var (name, value) in options.Headers) request.Append(name).Append(": ").Append(value).Append("\r\n");
        return Encoding.UTF8.GetBytes(request.Append("\r\n").ToString());
    }

    /// <summary>Reads the answer.</summary>
    /// <returns>The subprotocol that the server chose, or <c>null</c>.</returns>
    /// <exception cref="ClientException">The server refused, or speaks something else.</exception>
    public async Task<string?> ReadAnswerAsync(BufferedInput input, CancellationToken cancellationToken)
    {
        var status = await input.ReadLineAsync(cancellationToken);
        if (status is null || !status.StartsWith("HTTP/1.", StringComparison.Ordinal) || status.Length < 12) throw NotWebSocket();

        var headers = await ReadHeadersAsync(input, cancellationToken);
        if (status[9..12] != "101") throw await RefusalAsync(status[9..], headers, input, cancellationToken);

        var isUpgrade = Is(headers, "Upgrade", "websocket") && headers.GetValueOrDefault("Connection", "").Contains("upgrade", StringComparison.OrdinalIgnoreCase);
        var isKeyed = headers.GetValueOrDefault("Sec-WebSocket-Accept") == AcceptOf(_key);
        if (!isUpgrade || !isKeyed) throw new ClientException($"{options.Target} answered the opening handshake wrongly; it is no WebSocket server, or something between changed the answer.");
        if (headers.ContainsKey("Sec-WebSocket-Extensions")) throw new ClientException($"{options.Target} chose an extension that was not offered.");

        var subprotocol = headers.GetValueOrDefault("Sec-WebSocket-Protocol");
        return subprotocol is null || options.Subprotocols.Contains(subprotocol)
            ? subprotocol
            : throw new ClientException($"{options.Target} chose the subprotocol \"{Printable.Line(subprotocol)}\", which was not offered.");
    }

    /// <summary>What a server answers to a key: SHA-1 is what the RFC says; it proves that the server read the key, and protects nothing.</summary>
    public static string AcceptOf(string key) => Convert.ToBase64String(Sha1(Encoding.ASCII.GetBytes(key + KeySuffix)));

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "RFC 6455 §4.2.2 asks for SHA-1.")]
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);

    private static bool Is(Dictionary<string, string> headers, string name, string value) =>
        headers.GetValueOrDefault(name, "").Equals(value, StringComparison.OrdinalIgnoreCase);

    private async Task<Dictionary<string, string>> ReadHeadersAsync(BufferedInput input, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var count = 0; count <= MaxHeaders; count++)
        {
            var line = await input.ReadLineAsync(cancellationToken) ?? throw NotWebSocket();
            if (line.Length == 0) return headers;

            var colon = line.IndexOf(':');
            if (colon > 0) headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        throw NotWebSocket();
    }

    private async Task<ClientException> RefusalAsync(
        string status, Dictionary<string, string> headers, BufferedInput input, CancellationToken cancellationToken)
    {
        var why = $"{options.Target} refused: {Printable.Line(status.Trim())}";
        if (headers.TryGetValue("Location", out var location)) return new ClientException($"{why}; it says to go to {Printable.Line(location)}.");
        return new ClientException($"{why}{await ReasonAsync(headers, input, cancellationToken)}{RefusalAdvice.For(status[..3], headers.GetValueOrDefault("Retry-After"), options)}.");
    }

    /// <returns>What the server says about it in its answer's body, in parentheses; nothing if it says nothing that people can read.</returns>
    private static async Task<string> ReasonAsync(Dictionary<string, string> headers, BufferedInput input, CancellationToken cancellationToken)
    {
        if (DecimalText.Parse(headers.GetValueOrDefault("Content-Length"), MaxRefusalBody) is not { } length) return "";

        var body = new byte[length];
        if (!await input.ReadExactlyAsync(body, cancellationToken)) return "";
        var text = Printable.Line(Encoding.UTF8.GetString(body).Trim());
        if (headers.ContainsKey("Retry-After")) text = text.Replace("; try again later", "", StringComparison.Ordinal); // how much later is known
        return text.Length == 0 || text[0] == '<' ? "" : $" ({text.TrimEnd('.')})";
    }

    private ClientException NotWebSocket() =>
        new($"the program at {options.Target} does not speak WebSocket{(options.IsTls ? "" : "; a server with TLS wants wss://")}.");
}
