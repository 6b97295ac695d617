using ScriptWs.Configuration;
using ScriptWs.Tests.Tls;

namespace ScriptWs.Tests.Supervision;

/// <summary>A call that does not end holds a thread, and nobody but those who wait for that call.</summary>
public sealed class HeldThreadTests
{
    private static readonly TimeSpan Bound = Patience.Limit;

    /// <summary>Some of them are read by the same loop as the one whose handler blocks, however many there are.</summary>
    private const int Others = 16;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ws")]
    [InlineData("wss")]
    public async Task HandlerThatBlocks_KeepsNobodyElseWaiting(string scheme)
    {
        using var release = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource();
        await using var server = await TlsServer.StartAsync(
            change: options => options with
            {
                Listen = [.. options.Listen, new ListenOptions { Port = 0 }],
                Endpoints = [.. options.Endpoints, new EndpointOptions { Path = "/other", Script = "other.js" }],
            },
            files: ("other.js", "export function onMessage(connection, text) { connection.send(text); }"));
        server.Server.MessageReceived += (_, text) =>
        {
            if (text != "block") return;
            blocked.SetResult();
            release.Wait(Bound);
        };
        var address = server.Server.Addresses.Single(one => one.Scheme == scheme);
        var others = await Task.WhenAll(Enumerable.Range(0, Others).Select(_ => server.ConnectAsync(address: new Uri(address, "/other"))));
        using var guilty = await server.ConnectAsync(address: address);

        await guilty.SendAsync("block");
        await blocked.Task.WaitAsync(Bound, Cancel);
        foreach (var other in others) await other.SendAsync("hello");
        foreach (var other in others) Assert.Equal("hello", await other.ReceiveTextAsync());
        using var late = await server.ConnectAsync(address: new Uri(address, "/other"));
        await late.SendAsync("late");
        Assert.Equal("late", await late.ReceiveTextAsync());
        release.Set();

        Assert.Equal("block", await guilty.ReceiveTextAsync());
        foreach (var other in others) other.Dispose();
    }
}
