using System.Globalization;

namespace ScriptWs.Tests.Cluster;

/// <summary>A client of a checked cluster: sends numbered messages, and notes what it gets.</summary>
internal sealed class CheckedClient : IAsyncDisposable
{
    private readonly DotNetClient _client;
    private readonly List<string> _received = [];
    private readonly HashSet<string> _distinct = new(StringComparer.Ordinal);
    private readonly Task _reading;

    private CheckedClient(DotNetClient client, int number, CheckedNode node)
    {
        (_client, Number, Node) = (client, number, node);
        _reading = ReadAsync();
    }

    public int Number { get; }

    public CheckedNode Node { get; }

    /// <summary>In the order of arrival.</summary>
    public string[] Received
    {
        get
        {
            lock (_received) return [.. _received];
        }
    }

    public static async Task<CheckedClient> ConnectAsync(CheckedNode node, int number) =>
        new(await DotNetClient.ConnectAsync(node.Server.Addresses[0]), number, node);

    public static string Message(int client, int number) => string.Create(CultureInfo.InvariantCulture, $"{client} {number}");

    public Task SendAsync(int number) => _client.SendAsync(Message(Number, number));

    public bool Has(string message)
    {
        lock (_received) return _distinct.Contains(message);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Abort();
        await _reading;
        _client.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var message = await _client.ReceiveTextAsync();
                lock (_received)
                {
                    _received.Add(message);
                    _distinct.Add(message);
                }
            }
        }
        catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or OperationCanceledException)
        {
            // The run ends.
        }
    }
}
