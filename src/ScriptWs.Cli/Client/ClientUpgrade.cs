using System.Text;
using ScriptWs.Client;
using ScriptWs.Syntax;

namespace ScriptWs.Cli.Client;

/// <summary>The opening handshake, and its failures in the user's words.</summary>
internal sealed class ClientUpgrade(ClientOptions options)
{
    private const int MaxRefusalBody = 1024;
    private const int StatusStart = 9;
    private const int StatusEnd = 12;

    private readonly OpeningRequest _request = new(options.Address) { Subprotocols = options.Subprotocols, Headers = options.Headers };

    /// <summary>The request, whole.</summary>
    public byte[] Request() => Encoding.UTF8.GetBytes(_request.ToString());

    /// <summary>Reads the answer.</summary>
    /// <returns>The subprotocol that the server chose, or <c>null</c>.</returns>
    /// <exception cref="ClientException">The server refused, or speaks something else.</exception>
    public async Task<string?> ReadAnswerAsync(ClientInput input, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(input, cancellationToken) ?? throw NotWebSocket();
        if (!head.IsSwitching) throw await RefusalAsync(head, input, cancellationToken);

        var subprotocol = head.Header("Sec-WebSocket-Protocol");
        return _request.Check(head) switch
        {
            OpeningFault.None => subprotocol,
            OpeningFault.ForeignExtension => throw new ClientException($"{options.Target} chose an extension that was not offered."),
            OpeningFault.ForeignSubprotocol => throw new ClientException(
                $"{options.Target} chose the subprotocol \"{Printable.Line(subprotocol!)}\", which was not offered."),
            _ => throw new ClientException($"{options.Target} answered the opening handshake wrongly; "
                + "it is no WebSocket server, or something between changed the answer."),
        };
    }

    private static async Task<ResponseHead?> ReadHeadAsync(ClientInput input, CancellationToken cancellationToken)
    {
        try
        {
            return await input.ReadHeadAsync(IsHttp, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static bool IsHttp(string statusLine) =>
        statusLine.StartsWith("HTTP/1.", StringComparison.Ordinal) && statusLine.Length >= StatusEnd;

    private async Task<ClientException> RefusalAsync(ResponseHead head, ClientInput input, CancellationToken cancellationToken)
    {
        var why = $"{options.Target} refused: {Printable.Line(head.StatusLine[StatusStart..].Trim())}";
        if (head.Header("Location") is { } location) return new ClientException($"{why}; it says to go to {Printable.Line(location)}.");
        var advice = RefusalAdvice.For(head.StatusLine[StatusStart..StatusEnd], head.Header("Retry-After"), options);
        return new ClientException($"{why}{await ReasonAsync(head, input, cancellationToken)}{advice}.");
    }

    /// <returns>What the answer's body tells about it, in parentheses; nothing if that is nothing that people can read.</returns>
    private static async Task<string> ReasonAsync(ResponseHead head, ClientInput input, CancellationToken cancellationToken)
    {
        if (DecimalText.Parse(head.Header("Content-Length"), MaxRefusalBody) is not { } length) return "";

        var body = new byte[length];
        if (await input.ReadAsync(body, cancellationToken) < length) return "";
        var text = Printable.Line(Encoding.UTF8.GetString(body).Trim());
        // How much later is known.
        if (head.Header("Retry-After") is not null) text = text.Replace("; try again later", "", StringComparison.Ordinal);
        return text.Length == 0 || text[0] == '<' ? "" : $" ({text.TrimEnd('.')})";
    }

    private ClientException NotWebSocket() =>
        new($"the program at {options.Target} does not speak WebSocket{(options.IsTls ? "" : "; a server with TLS wants wss://")}.");
}
