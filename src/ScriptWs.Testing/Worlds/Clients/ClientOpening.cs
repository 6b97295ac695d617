using System.Net;
using System.Net.Sockets;
using System.Text;
using ScriptWs.Client;
using ScriptWs.Protocol;
using ScriptWs.Syntax;

namespace ScriptWs.Testing;

/// <summary>A test client's TCP connection, TLS and opening handshake, right or wrong (RFC 6455 §4.1).</summary>
internal static class ClientOpening
{
    private const int MaxBody = 64 * 1024;

    /// <summary>Connects, and does the TLS handshake if the address asks for one.</summary>
    public static async Task<(ClientWire Wire, TlsSession? Tls)> ConnectAsync(
        Socket socket, Uri address, ConnectOptions options, WireTrace trace, bool trustsAll, CancellationToken patience)
    {
        EndPoint end = IPAddress.TryParse(address.DnsSafeHost, out var ip)
            ? new IPEndPoint(ip, address.Port)
            : new DnsEndPoint(address.DnsSafeHost, address.Port);
        await socket.ConnectAsync(end, patience).ConfigureAwait(false);

        var stream = new NetworkStream(socket, ownsSocket: true);
        var tls = address.Scheme == "wss" && options.Tls.Enabled
            ? await TlsSession.BeginAsync(stream, address.DnsSafeHost, options.Tls, trustsAll, patience).ConfigureAwait(false)
            : null;
        return (new ClientWire(socket, tls?.Stream ?? stream, trace), tls);
    }

    /// <summary>Whether it says that there is no server, or that its answer is none.</summary>
    public static bool IsFailure(Exception e) =>
        e is SocketException or IOException or OperationCanceledException or TimeoutException or InvalidDataException;

    public static string Explain(Exception failure, TimeSpan patience) =>
        failure is TimeoutException or OperationCanceledException ? $"no answer within {patience.TotalSeconds:0} seconds" : failure.Message;

    public static OpeningRequest RequestOf(Uri address, ConnectOptions options) => new(options.Path, address.Authority)
    {
        Subprotocols = options.Protocols,
        Extensions = options.Extensions,
        Headers = [.. options.Headers.Where(field => field.Value.Length > 0)],
        Omitted = [.. options.Headers.Where(field => field.Value.Length == 0).Select(field => field.Key)],
    };

    /// <summary>Whether an answer agrees on permessage-deflate, whatever else it holds.</summary>
    public static bool AgreesOnDeflate(ResponseHead head) =>
        head.Header("Sec-WebSocket-Extensions") is { } extensions
        && ExtensionHeaderParser.Parse(extensions)?.Any(IsDeflate) == true;

    private static bool IsDeflate(ExtensionOffer extension) =>
        extension.Name.Equals("permessage-deflate", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body of an answer that refused, as much of it as came.</summary>
    public static async Task<string> BodyAsync(ResponseHead head, ClientInput input)
    {
        if (DecimalText.Parse(head.Header("Content-Length")) is not { } length) return "";

        var body = new byte[Math.Min(length, MaxBody)];
        var read = await input.ReadAsync(body).ConfigureAwait(false);
        return Encoding.UTF8.GetString(body, 0, read);
    }
}
