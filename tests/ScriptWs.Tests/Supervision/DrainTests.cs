using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Tests.Reload;

namespace ScriptWs.Tests.Supervision;

public sealed class DrainTests
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Newcomer_WhileConnectionsAreLetGo_Is503WithRetryAfter()
    {
        await using var server = await ReloadedServer.StartAsync("export function onMessage() {}");
        using var client = await server.ConnectAsync();

        var stop = server.Server.StopAsync(Cancel);
        await server.LineAsync("Draining 1 connection(s): stop.");
        var (status, headers) = await RefusedAsync(server.Server.Addresses[0]);
        await client.ReceiveCloseAsync();
        await stop.WaitAsync(Bound, Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(["5"], headers["Retry-After"]);
        Assert.Equal((1001, "server is shutting down"), client.Close);
    }

    [Fact]
    public async Task ClientInItsOpeningHandshake_IsRefusedAndDoesNotHoldUpTheStop()
    {
        await using var server = await ReloadedServer.StartAsync(
            """
            let decide;
            export function onUpgrade(request) {
              console.log("asked");
              return new Promise((resolve) => { decide = resolve; });
            }
            export function onShutdown() { decide(); }
            """);
        var asking = RefusedAsync(server.Server.Addresses[0]);
        await server.LineAsync("asked");

        await server.Server.StopAsync(Cancel).WaitAsync(Bound, Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await asking).Status);
    }

    [Fact]
    public async Task SilentTcpClient_DoesNotHoldUpTheStop()
    {
        var clock = new FakeTimeProvider();
        await using var server = await ReloadedServer.StartAsync("export function onMessage() {}", clock: clock);
        using var silent = new System.Net.Sockets.TcpClient();
        await silent.ConnectAsync(server.Server.Addresses[0].Host, server.Server.Addresses[0].Port, Cancel);
        using var after = await server.ConnectAsync(); // the one before is accepted by now
        after.Abort();

        await server.Server.StopAsync(Cancel).WaitAsync(Bound, Cancel);

        Assert.DoesNotContain(server.Log, line => line.Contains("was over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ClientThatDoesNotAnswer_IsDroppedAtTheGrace()
    {
        var clock = new FakeTimeProvider();
        await using var server = await ReloadedServer.StartAsync("export function onMessage() {}", WithGrace, clock);
        using var client = await server.ConnectAsync();

        var stop = server.Server.StopAsync(Cancel);
        await server.LineAsync("Draining");
        while (!stop.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains("Shutdown grace period elapsed; dropped 1 connection(s).", server.Log);
        Assert.Equal(0, server.Server.ConnectionCount);
    }

    [Fact]
    public async Task StopInAHurry_WhileAScriptsStopWaits_DropsWhatIsLeft()
    {
        var clock = new FakeTimeProvider();
        await using var server = await ReloadedServer.StartAsync("export function onConnect() { server.stop(); }", WithGrace, clock);
        using var client = await server.ConnectAsync();
        await server.LineAsync("Draining");

        await server.Server.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Bound, Cancel);

        Assert.Contains("Shutdown grace period elapsed; dropped 1 connection(s).", server.Log);
        await server.Server.Completion.WaitAsync(Bound, Cancel);
    }

    private static ScriptWsOptions WithGrace(ScriptWsOptions options) => options with
    {
        Shutdown = new ShutdownOptions { Grace = TimeSpan.FromSeconds(3) },
        Limits = new LimitsOptions { CloseTimeout = TimeSpan.FromSeconds(60) },
        Heartbeat = new HeartbeatOptions { Enabled = false },
    };

    private static async Task<(HttpStatusCode Status, IReadOnlyDictionary<string, IEnumerable<string>> Headers)> RefusedAsync(Uri address)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, Cancel).WaitAsync(Bound, Cancel));
        return (socket.HttpStatusCode, socket.HttpResponseHeaders!);
    }
}
