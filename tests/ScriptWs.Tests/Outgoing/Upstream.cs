using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Tests.Outgoing;

/// <summary>A server of HTTP/1.1 on a free port of this machine. Each request is answered with bytes as the test writes them.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, string> _answer;
    private readonly Task _accepting;

    /// <param name="answer">Makes the whole response from the whole request. It ends the connection only if it says so.</param>
    public Upstream(Func<string, string> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Origin => $"http://127.0.0.1:{Port}";

    /// <summary>The requests, as they came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Connections that clients have closed.</summary>
    public SemaphoreSlim Closed { get; } = new(0);

    /// <summary>A response with a body.</summary>
    public static string Answer(string body, string headers = "", string status = "200 OK") =>
        $"HTTP/1.1 {status}\r\n{headers}Content-Length: {Encoding.Latin1.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        _end.Dispose();
        Closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                Requests.Enqueue(request);
                var answer = _answer(request);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), _end.Token);
                if (answer.Contains("Connection: close", StringComparison.Ordinal)) client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[1024], _end.Token) > 0)
                {
                }
            }

            Closed.Release();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            if (!_end.IsCancellationRequested) Closed.Release();
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        while (true)
        {
            var count = await stream.ReadAsync(buffer, _end.Token);
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            var whole = text.ToString();
            var head = whole.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (count == 0) return whole;
            if (head < 0) continue;

            var length = whole.Split("\r\n").FirstOrDefault(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
            if (length is null || whole.Length - head - 4 >= int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture)) return whole;
        }
    }
}
