using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Benchmarks.Passwords;

/// <summary>Wrong passwords of one address, each another, at a steady pace.</summary>
internal sealed class PasswordAttack(int port, int attempts, int perSecond)
{
    private readonly ConcurrentDictionary<string, int> _answers = new();

    public TimeSpan Took { get; private set; }

    /// <summary>How often each status was answered.</summary>
    public string Answers => string.Join(", ", _answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key}"));

    public async Task RunAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        var tasks = new List<Task>();
        for (var i = 0; i < attempts; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond) - TimeProvider.System.GetElapsedTime(began);
            if (due > TimeSpan.FromMilliseconds(2)) await Task.Delay(due);
            tasks.Add(TryAsync($"wrong {i}"));
        }

        await Task.WhenAll(tasks);
        Took = TimeProvider.System.GetElapsedTime(began);
    }

    private async Task TryAsync(string password)
    {
        var request = $"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + $"Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"alice:{password}"))}\r\n\r\n";
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.SendAsync(Encoding.ASCII.GetBytes(request));
        var answer = new byte[512];
        var length = await client.ReceiveAsync(answer);
        _answers.AddOrUpdate(length < 12 ? "nothing" : Encoding.ASCII.GetString(answer, 9, 3), 1, static (_, count) => count + 1);
    }
}
