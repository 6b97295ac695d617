using System.Net.WebSockets;

namespace ScriptWs.Tests.Interop;

/// <summary>Hundreds of connections at once, and clients that leave without a word.</summary>
public sealed class ManyConnectionsTests
{
    private const int Count = 300;

    [Fact]
    public async Task Broadcast_ToHundreds_ReachesEveryone()
    {
        await using var server = await EchoServer.StartAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => DotNetClient.ConnectAsync(server.Address)));

        await clients[0].SendAsync("to all: hello");
        var received = await Task.WhenAll(clients.Select(client => client.ReceiveTextAsync()));

        Assert.All(received, text => Assert.Equal("hello", text));
        foreach (var client in clients)
            client.Dispose();
    }

    [Fact]
    public async Task Clients_TalkingAtOnce_GetTheirOwnAnswersInOrder()
    {
        await using var server = await EchoServer.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, Count).Select(async number =>
        {
            using var client = await DotNetClient.ConnectAsync(server.Address);
            foreach (var round in Enumerable.Range(0, 10))
                await client.SendAsync($"{number}:{round}");
            foreach (var round in Enumerable.Range(0, 10))
                Assert.Equal($"{number}:{round}", await client.ReceiveTextAsync());
            await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "");
        }));

        Assert.All(await EndsAsync(server), end => Assert.Equal(1000, end.Code));
    }

    [Fact]
    public async Task Clients_ThatVanishTogether_AreAllReportedAndForgotten()
    {
        await using var server = await EchoServer.StartAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => DotNetClient.ConnectAsync(server.Address)));

        foreach (var client in clients)
            client.Abort();

        Assert.All(await EndsAsync(server), end => Assert.Equal(1006, end.Code));
        Assert.Equal(0, server.ConnectionCount);
    }

    /// <summary>How all of them ended.</summary>
    private static async Task<List<(int Code, string Reason)>> EndsAsync(EchoServer server)
    {
        var ends = new List<(int, string)>();
        while (ends.Count < Count)
            ends.Add(await server.NextEndAsync());
        return ends;
    }
}
