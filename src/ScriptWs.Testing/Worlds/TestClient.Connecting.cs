using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace ScriptWs.Testing;

/// <summary>The opening handshake from the client's end (RFC 6455 §4.1).</summary>
public sealed partial class TestClient
{
    private static readonly byte[] AcceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8.ToArray();

    /// <summary>Connects, asks, and takes the answer, whatever it is.</summary>
    /// <exception cref="StepFailedException">There is no server, or its answer is none.</exception>
    internal static async Task<TestClient> ConnectAsync(string name, Uri address, ConnectOptions options, TimeProvider clock, bool trustsAll)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var patience = new CancellationTokenSource(options.Patience, TimeProvider.System);
            if (IPAddress.TryParse(address.DnsSafeHost, out var ip)) await socket.ConnectAsync(new IPEndPoint(ip, address.Port), patience.Token).ConfigureAwait(false);
            else await socket.ConnectAsync(address.DnsSafeHost, address.Port, patience.Token).ConfigureAwait(false);
            var wire = new NetworkStream(socket, ownsSocket: true);
            var tls = address.Scheme == "wss" && options.Tls.Enabled
                ? await TlsSession.BeginAsync(wire, address.DnsSafeHost, options.Tls, trustsAll, patience.Token).ConfigureAwait(false)
                : null;

            var client = new TestClient(name, socket, tls?.Stream ?? wire, clock) { LocalPort = ((IPEndPoint)socket.LocalEndPoint!).Port, Tls = tls };
            if (tls?.Problem is { } problem) client.EndWithoutAnswer($"there is no TLS connection: {problem}");
            else client._answered = client.AskAsync(address, options);
            if (options.WaitsForAnswer) await client._answered.WaitAsync(options.Patience, TimeProvider.System).ConfigureAwait(false);
            return client;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or TimeoutException or InvalidDataException)
        {
            socket.Dispose();
            var what = e is TimeoutException or OperationCanceledException ? $"no answer within {options.Patience.TotalSeconds:0} seconds" : e.Message;
            throw new StepFailedException($"{name} could not connect to {address}.", "an answer to the opening handshake", what);
        }
    }

    private Task _answered = Task.CompletedTask;

    /// <summary>Waits for the answer to the opening handshake, whatever it is.</summary>
    /// <exception cref="StepFailedException">There is none.</exception>
    public async Task AnsweredAsync()
    {
        try
        {
            await _answered.WaitAsync(Patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or IOException or ObjectDisposedException)
        {
            throw new StepFailedException($"{Name} waited for the answer to its request.", "an answer", e.Message);
        }
    }

    private async Task AskAsync(Uri address, ConnectOptions options)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var request = options.RawRequest ?? Encoding.Latin1.GetBytes(Request(address, options, key));
        _trace.Sent(Encoding.Latin1.GetString(request.Span).Split("\r\n")[0]);
        var input = new ClientInput(_stream);
        if (await ExchangeAsync(request, input, mayBeRefused: address.Scheme == "wss").ConfigureAwait(false) is not { } head)
        {
            EndWithoutAnswer("the server ended the connection without an answer");
            return;
        }

        _trace.Received(head[0]);
        Status = int.TryParse(head[0].Split(' ').ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;
        Headers = head.Skip(1).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].ToLowerInvariant()).ToDictionary(group => group.Key, group => string.Join(", ", group.Select(pair => pair[1])));
        if (Status != 101)
        {
            if (Headers.TryGetValue("content-length", out var length) && int.TryParse(length, CultureInfo.InvariantCulture, out var size))
                Body = Encoding.UTF8.GetString(await input.ReadUpToAsync(size).ConfigureAwait(false));
            _ = ReceiveNothingAsync(input);
            return;
        }

        if (options.RawRequest is null) CheckAccept(key);
        _ = ReceiveFramesAsync(input);
    }

    /// <returns>The head of the answer; <c>null</c> when there is none.</returns>
    private async Task<IReadOnlyList<string>?> ExchangeAsync(ReadOnlyMemory<byte> request, ClientInput input, bool mayBeRefused)
    {
        try
        {
            await _stream.WriteAsync(request).ConfigureAwait(false);
            return await input.ReadHeadAsync().ConfigureAwait(false);
        }
        catch (IOException e) when (mayBeRefused)
        {
            // A server may refuse a client's certificate when the client's part of the handshake is over (RFC 8446 §4.4.2.4).
            _trace.Note($"the server refused: {e.Message}");
            return null;
        }
    }

    private void EndWithoutAnswer(string how)
    {
        _trace.Note(how);
        _ended.TrySetResult(new ClosedWith(1006, ""));
        _closeFrame.TrySetResult(new ClosedWith(1006, ""));
        _socket.Dispose();
    }

    private static string Request(Uri address, ConnectOptions options, string key)
    {
        var fields = new List<KeyValuePair<string, string>>
        {
            new("Host", address.Authority),
            new("Upgrade", "websocket"),
            new("Connection", "Upgrade"),
            new("Sec-WebSocket-Key", key),
            new("Sec-WebSocket-Version", "13"),
        };
        if (options.Protocols.Count > 0) fields.Add(new("Sec-WebSocket-Protocol", string.Join(", ", options.Protocols)));
        if (options.Extensions is { } extensions) fields.Add(new("Sec-WebSocket-Extensions", extensions));
        fields.RemoveAll(field => options.Headers.Any(own => own.Key.Equals(field.Key, StringComparison.OrdinalIgnoreCase)));
        fields.AddRange(options.Headers.Where(own => own.Value != ""));
        return $"GET {options.Path} HTTP/1.1\r\n{string.Concat(fields.Select(field => $"{field.Key}: {field.Value}\r\n"))}\r\n";
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 §4.2.2 prescribes SHA-1; it proves no identity.")]
    private void CheckAccept(string key)
    {
        var expected = Convert.ToBase64String(SHA1.HashData([.. Encoding.ASCII.GetBytes(key), .. AcceptGuid]));
        var received = Headers.GetValueOrDefault("sec-websocket-accept", "none");
        if (received != expected) throw new StepFailedException($"{Name} got a wrong Sec-WebSocket-Accept (RFC 6455 §4.2.2).", expected, received);
    }

    /// <summary>Waits for the end of a connection that was refused.</summary>
    private async Task ReceiveNothingAsync(ClientInput input)
    {
        try
        {
            while ((await input.ReadUpToAsync(1024).ConfigureAwait(false)).Length > 0)
            {
                // What a server sends behind a refusal is nothing to a client.
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // A reset ends it as well.
        }

        _ended.TrySetResult(new ClosedWith(1006, ""));
        _closeFrame.TrySetResult(new ClosedWith(1006, ""));
    }
}
