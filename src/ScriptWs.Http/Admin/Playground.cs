using System.Net.Security;
using System.Net.WebSockets;
using System.Text;

namespace ScriptWs.Http.Admin;

/// <summary>
/// A client of the server that a user of the page controls. It connects from here, as a program would: the page's origin is
/// another one than the server's. One connection at a time.
/// </summary>
internal sealed class Playground(ScriptWsServer server, Action<object> report) : IDisposable
{
    private const int MaxShown = 16 * 1024; // bytes of a message

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10); // for the opening handshake, and for each sending

    private readonly SemaphoreSlim _turn = new(1, 1);
    private ClientWebSocket? _client;

    public async Task OpenAsync(string path, string subprotocol)
    {
        await CloseAsync().ConfigureAwait(false);
        if (server.Addresses is not [var listened, ..]) throw new AdminException("The server does not listen now.");
        var here = new UriBuilder(listened) { Host = listened.Host is "0.0.0.0" ? "127.0.0.1" : listened.Host }.Uri;
        if (!path.StartsWith('/') || !Uri.TryCreate(here, path, out var address) || address.Authority != here.Authority)
            throw new AdminException("A path begins with /, as in /chat?room=garden.");

        var client = new ClientWebSocket();
        // It is our own address: whatever certificate it shows is ours.
        client.Options.RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None || server.Addresses.Contains(listened);
        client.Options.CollectHttpResponseDetails = true;
        try
        {
            if (subprotocol.Length > 0) client.Options.AddSubProtocol(subprotocol);
            using var limit = new CancellationTokenSource(Bound);
            await client.ConnectAsync(address, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ArgumentException or InvalidOperationException)
        {
            var status = client.HttpStatusCode;
            client.Dispose();
            throw new AdminException(status == 0 ? $"It did not connect: {e.Message}" : $"It was answered with {(int)status} ({status}).", e);
        }

        _client = client;
        _ = ReadAsync(client);
    }

    public async Task SendAsync(string text)
    {
        var client = _client ?? throw new AdminException("It is not connected.");
        using var limit = new CancellationTokenSource(Bound);
        await _turn.WaitAsync(limit.Token).ConfigureAwait(false);
        try
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            throw new AdminException("The message was not sent, because the connection has ended.", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _client, null) is not { } client) return;

        try
        {
            using var limit = new CancellationTokenSource(Bound);
            await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            client.Abort();
        }
    }

    public void Dispose()
    {
        _client?.Abort();
        _turn.Dispose();
    }

    private async Task ReadAsync(ClientWebSocket client)
    {
        report(new { kind = "open", subprotocol = client.SubProtocol });
        var buffer = new byte[MaxShown];
        var (length, cut) = (0, false);
        try
        {
            while (true)
            {
                var part = await client.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close) break;
                length += part.Count;
                if (!part.EndOfMessage)
                {
                    // The rest of a long message is read and forgotten.
                    if (length == buffer.Length) (length, cut) = (buffer.Length / 2, true);
                    continue;
                }

                var isText = part.MessageType == WebSocketMessageType.Text;
                var text = isText ? Encoding.UTF8.GetString(buffer, 0, length) : Convert.ToHexString(buffer, 0, Math.Min(length, 256));
                report(new { kind = isText ? "text" : "binary", text, cut });
                (length, cut) = (0, false);
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It counts as dropped.
        }

        report(new { kind = "closed", code = (int?)client.CloseStatus, reason = client.CloseStatusDescription });
        Interlocked.CompareExchange(ref _client, null, client);
        client.Dispose();
    }
}
