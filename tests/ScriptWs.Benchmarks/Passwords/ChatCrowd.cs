using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace ScriptWs.Benchmarks.Passwords;

/// <summary>Clients that each say something once a second, and everybody hears it.</summary>
internal sealed class ChatCrowd : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly List<ClientWebSocket> _clients = [];
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _readers = [];
    private ConcurrentBag<double> _times = [];

    private ChatCrowd()
    {
    }

    public static async Task<ChatCrowd> ConnectAsync(int port, int count)
    {
        var crowd = new ChatCrowd();
        for (var i = 0; i < count; i++)
        {
            var client = new ClientWebSocket();
            await client.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/"), CancellationToken.None);
            crowd._clients.Add(client);
            crowd._readers.Add(crowd.ReadAsync(client, i));
        }

        return crowd;
    }

    /// <summary>Chats until something else is done.</summary>
    /// <returns>From each saying to its being heard by who said it.</returns>
    public async Task<Latencies> ChatAsync(Task until)
    {
        _times = [];
        await Task.WhenAll(_clients.Select((client, i) => SayAsync(client, i, until)));
        return new Latencies(_times);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_readers);
        foreach (var client in _clients) client.Dispose();
        _end.Dispose();
    }

    private async Task SayAsync(ClientWebSocket client, int i, Task until)
    {
        // Spread over the second, as people would be.
        await Task.Delay(Pause * i / _clients.Count);
        while (!until.IsCompleted)
        {
            await client.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i} {TimeProvider.System.GetTimestamp()}")), WebSocketMessageType.Text, true, CancellationToken.None);
            await Task.Delay(Pause);
        }

        await until;
    }

    private async Task ReadAsync(ClientWebSocket client, int i)
    {
        var buffer = new byte[256];
        try
        {
            while (true)
            {
                var message = await client.ReceiveAsync(buffer.AsMemory(), _end.Token);
                if (message.MessageType == WebSocketMessageType.Close) throw new IOException($"The server closed a client's connection with {client.CloseStatus} {client.CloseStatusDescription}.");
                var parts = Encoding.ASCII.GetString(buffer, 0, message.Count).Split(' ');
                if (int.Parse(parts[0], CultureInfo.InvariantCulture) == i) _times.Add(TimeProvider.System.GetElapsedTime(long.Parse(parts[1], CultureInfo.InvariantCulture)).TotalMilliseconds);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
