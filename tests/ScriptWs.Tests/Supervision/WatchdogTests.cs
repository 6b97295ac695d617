using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Supervision;
using ScriptWs.Tests.Reload;

namespace ScriptWs.Tests.Supervision;

public sealed class WatchdogTests
{
    private const string Script =
        """
        export function onStart() { console.log("start"); }
        export function onShutdown(reason) { console.log(`shutdown ${reason}`); }
        export function onMessage(connection, text) { connection.send(text); }
        """;

    private static readonly TimeSpan Bound = Patience.Limit;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly List<ServerStatus> _told = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Listener_Died_ListensAgainAfterTheIntervalAndOpenConnectionsStay()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();
        var address = server.Server.Addresses[0];

        FaultInjection.KillListeners(server.Server);
        _clock.Advance(Interval - TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<WebSocketException>(server.ConnectAsync);
        _clock.Advance(TimeSpan.FromSeconds(1));
        using var newcomer = await server.ConnectAsync();
        await client.SendAsync("still here");

        Assert.Equal("still here", await client.ReceiveTextAsync());
        Assert.Equal(address, server.Server.Addresses[0]);
        Assert.Equal(["start", "shutdown fault", "start"], Said(server));
        Assert.Equal([ServerState.Recovering, ServerState.Running], _told.Select(status => status.State));
        Assert.Equal($"{IPEndPoint.Parse(address.Authority)}: its socket was closed", _told[0].Cause);
    }

    [Fact]
    public async Task Attempts_AllFailed_GivesUpAndStopsWithTheCause()
    {
        await using var server = await StartAsync(options => options with { Attempts = 2 });
        using var thief = Steal(server);

        _clock.Advance(Interval);
        _clock.Advance(Interval);
        var error = await Assert.ThrowsAsync<ScriptWsException>(() => server.Server.Completion.WaitAsync(Bound, Cancel));

        Assert.StartsWith($"127.0.0.1:{thief.Port}: its socket was closed; nothing listens any more", error.Message, StringComparison.Ordinal);
        Assert.Equal([(ServerState.Recovering, 0), (ServerState.Recovering, 1), (ServerState.Recovering, 2), (ServerState.GivenUp, 2), (ServerState.Stopped, 0)], _told.Select(status => (status.State, status.Attempts)));
        Assert.Equal(["start", "shutdown fault"], Said(server));
        Assert.Contains($"Attempt 1 to listen again failed: port {thief.Port} is taken by another program; choose another with --listen, or port 0 for any free one.", server.Log);
    }

    [Fact]
    public async Task Attempts_AfterASuccess_CountFromZero()
    {
        await using var server = await StartAsync(options => options with { Attempts = 2 });
        for (var round = 0; round < 3; round++)
        {
            using (Steal(server)) _clock.Advance(Interval);
            _clock.Advance(Interval);
        }

        Assert.Equal(ServerStatus.Running, server.Server.Status);
        Assert.Equal([0, 1, 0, 0, 1, 0, 0, 1, 0], _told.Select(status => status.Attempts));
    }

    [Fact]
    public async Task OnWatchdog_ReturnsFalse_SkipsOneAttempt()
    {
        await using var server = await StartAsync(script:
            """
            let asked = 0;
            export function onWatchdog({ attempt, cause }) {
              console.log(`${attempt} ${cause.slice(-21)}`);
              return ++asked > 1;
            }
            """);

        FaultInjection.KillListeners(server.Server);
        _clock.Advance(Interval);
        var state = server.Server.Status.State;
        _clock.Advance(Interval);

        Assert.Equal(ServerState.Recovering, state);
        Assert.Equal(ServerStatus.Running, server.Server.Status);
        Assert.Equal(["1 its socket was closed", "1 its socket was closed"], server.Log.Where(line => line.StartsWith("1 ", StringComparison.Ordinal)).Select(line => line.Trim()));
    }

    [Fact]
    public async Task OnWatchdog_OfAScriptThatHangs_HasNoSay()
    {
        using var free = new ManualResetEventSlim();
        await using var server = await StartAsync(script: "export function onWatchdog() { return false; } export function onMessage() { }");
        var entered = new TaskCompletionSource();
        server.Server.MessageReceived += (_, _) =>
        {
            entered.TrySetResult();
            free.Wait(Bound, Cancel);
        };
        using var client = await server.ConnectAsync();
        await client.SendAsync("hang");
        await entered.Task.WaitAsync(Bound, Cancel);

        FaultInjection.KillListeners(server.Server);
        _clock.Advance(Interval);
        var asked = server.Server.Status.State;
        _clock.Advance(TimeSpan.FromSeconds(5));
        var state = server.Server.Status.State;
        free.Set();

        Assert.Equal((ServerState.Recovering, ServerState.Running), (asked, state));
    }

    [Fact]
    public async Task ManualStop_WhileARetryIsDue_IsTheEnd()
    {
        await using var server = await StartAsync();
        FaultInjection.KillListeners(server.Server);

        await server.Server.StopAsync(Cancel);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ServerStatus.Stopped, server.Server.Status);
        Assert.Equal(["start", "shutdown fault", "shutdown stop"], Said(server));
        await server.Server.Completion.WaitAsync(Bound, Cancel);
    }

    [Fact]
    public async Task ManualStop_Alone_IsNotRestarted()
    {
        await using var server = await StartAsync();

        await server.Server.StopAsync(Cancel);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([ServerState.Stopped], _told.Select(status => status.State));
    }

    [Fact]
    public async Task Watchdog_Disabled_StopsTheServerWithTheCause()
    {
        await using var server = await StartAsync(options => options with { Enabled = false });

        FaultInjection.KillListeners(server.Server);

        await Assert.ThrowsAsync<ScriptWsException>(() => server.Server.Completion.WaitAsync(Bound, Cancel));
        Assert.Equal(["start", "shutdown fault"], Said(server));
    }

    [Fact]
    public async Task Restart_WhileARetryIsDue_ListensAtOnce()
    {
        await using var server = await StartAsync();
        FaultInjection.KillListeners(server.Server);

        await server.Server.RestartAsync(Cancel);
        using var client = await server.ConnectAsync();

        Assert.Equal(ServerStatus.Running, server.Server.Status);
    }

    [Fact]
    public async Task Listener_DiedAThousandTimes_IsBackEachTime()
    {
        await using var server = await StartAsync(script: "export function onMessage(connection, text) { connection.send(text); }");
        using var client = await server.ConnectAsync();

        for (var i = 0; i < 1000; i++)
        {
            FaultInjection.KillListeners(server.Server);
            await UntilItRunsAsync(server.Server);
        }

        using var newcomer = await server.ConnectAsync();
        await client.SendAsync("still here");
        Assert.Equal("still here", await client.ReceiveTextAsync());
    }

    /// <summary>Lets intervals pass: a connection of another test may have got the port that was free for a moment.</summary>
    private async Task UntilItRunsAsync(ScriptWsServer server)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience.Limit);
        for (_clock.Advance(Interval); server.Status != ServerStatus.Running; _clock.Advance(Interval)) await Task.Delay(5, limit.Token);
    }

    private static IEnumerable<string> Said(ReloadedServer server) =>
        server.Log.Where(line => line is "start" || line.StartsWith("shutdown ", StringComparison.Ordinal));

    /// <summary>The listeners die, and another program takes their port.</summary>
    private static Thief Steal(ReloadedServer server)
    {
        var port = server.Server.Addresses[0].Port;
        FaultInjection.KillListeners(server.Server);
        return new Thief(port);
    }

    private async Task<ReloadedServer> StartAsync(Func<WatchdogOptions, WatchdogOptions>? configure = null, string script = Script)
    {
        var watchdog = new WatchdogOptions { Interval = Interval };
        var server = await ReloadedServer.StartAsync(
            script,
            options => options with
            {
                Listen = [new ListenOptions { Port = Tool.ReservePort() }], // no other test may take it while nothing listens
                Watchdog = configure?.Invoke(watchdog) ?? watchdog,
                Heartbeat = new HeartbeatOptions { Enabled = false },
            },
            _clock);
        server.Server.StatusChanged += _told.Add;
        return server;
    }

    private sealed class Thief : IDisposable
    {
        private readonly TcpListener _listener;

        public Thief(int port)
        {
            Port = port;
            _listener = new TcpListener(IPAddress.Loopback, port);
            _listener.Start();
        }

        public int Port { get; }

        public void Dispose() => _listener.Dispose();
    }
}
