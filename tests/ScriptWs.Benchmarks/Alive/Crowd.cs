using System.Collections.Concurrent;
using System.Net.WebSockets;

namespace ScriptWs.Benchmarks.Alive;

/// <summary>.NET's own clients that say nothing, answer Pings and closes, and remember how it ended.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int AtOnce = 64; // opening handshakes

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler());
    private readonly ConcurrentBag<ClientWebSocket> _clients = [];
    private readonly ConcurrentBag<Task> _readers = [];
    private readonly CancellationTokenSource _end = new();

    /// <summary>How connections ended that the crowd did not end, with their number.</summary>
    public ConcurrentDictionary<string, int> Ends { get; } = new();

    public int Lost => Ends.Values.Sum();

    public static async Task<Crowd> ConnectAsync(Uri address, int count)
    {
        var crowd = new Crowd();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancel) =>
        {
            var client = new ClientWebSocket();
            client.Options.KeepAliveInterval = TimeSpan.Zero;
            await client.ConnectAsync(address, crowd._invoker, cancel);
            crowd._clients.Add(client);
            crowd._readers.Add(crowd.ReadAsync(client));
        });
        return crowd;
    }

    /// <summary>Waits until every connection is over.</summary>
    public Task UntilOverAsync() => Task.WhenAll(_readers);

    public override string ToString() => Lost == 0 ? "nobody was closed" : string.Join(", ", Ends.Select(end => $"{end.Value} × {end.Key}"));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_readers);
        foreach (var client in _clients) client.Dispose();
        _end.Dispose();
        _invoker.Dispose();
    }

    private async Task ReadAsync(ClientWebSocket client)
    {
        var buffer = new byte[64];
        var end = "dropped";
        try
        {
            while (true)
            {
                var message = await client.ReceiveAsync(buffer.AsMemory(), _end.Token);
                if (message.MessageType != WebSocketMessageType.Close) continue;
                end = $"{(int)client.CloseStatus!} {client.CloseStatusDescription}";
                await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _end.Token);
                break;
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (WebSocketException)
        {
            // It counts as dropped.
        }

        Ends.AddOrUpdate(end, 1, static (_, count) => count + 1);
    }
}
