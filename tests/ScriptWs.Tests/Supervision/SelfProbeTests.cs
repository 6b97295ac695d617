using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Supervision;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Supervision;

public sealed class SelfProbeTests
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly FakeTimeProvider _clock = new();
    private readonly WatchdogOptions _options = new() { Monitor = new MonitorOptions { Enabled = true } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_ThatAnswers_IsProbedUnseenAndStays()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.js", """
            export function onUpgrade() { console.log("seen"); return { status: 403 }; }
            export function onConnect() { console.log("seen"); }
            """);
        var log = new ProbeLog();
        var options = new ScriptWsOptions
        {
            BaseDirectory = folder.Path,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = "main.js" }],
            Watchdog = _options,
            Limits = new LimitsOptions { ConnectRate = new RateOptions(1, TimeSpan.FromHours(1)) },
            Authentication = new AuthenticationOptions { Enabled = true, Users = [new UserOptions { Name = "a", Password = "b" }] },
        };
        await using var server = new ScriptWsServer(options, log, _clock);
        await server.StartAsync(Cancel);

        for (var round = 0; round < 3; round++)
        {
            _clock.Advance(_options.Interval);
            Assert.True(await log.Rounds.WaitAsync(Bound, Cancel));
        }

        Assert.Equal(ServerStatus.Running, server.Status);
        Assert.DoesNotContain(log.Lines, line => line == "seen" || line.Contains("died", StringComparison.Ordinal));
        Assert.Equal((0, 0L), (server.ConnectionCount, server.AcceptedConnections));
    }

    [Fact]
    public async Task Listener_ThatNeverAnswers_DiesAfterTwoProbes()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        var died = new TaskCompletionSource<string>();
        var listeners = new ListenerSet([new ListenOptions { Port = 1 }], _ => new FakeListener((IPEndPoint)deaf.LocalEndpoint), static _ => throw new NotSupportedException());
        listeners.Start(died.SetResult);
        using var probe = new SelfProbe(_options, listeners, _ => false, _clock, NullLogger<SelfProbe>.Instance);
        probe.Start();

        _clock.Advance(_options.Interval);
        for (var i = 0; i < 2; i++)
        {
            using var connected = await deaf.AcceptTcpClientAsync(Cancel).AsTask().WaitAsync(Bound, Cancel);
            Assert.False(died.Task.IsCompleted);
            _clock.Advance(_options.Monitor.Timeout);
        }

        Assert.Equal($"{deaf.LocalEndpoint}: it did not answer the monitor within 5s", await died.Task.WaitAsync(Bound, Cancel));
    }

    [Fact]
    public async Task Address_ThatIsGone_IsADeadListener()
    {
        using var gone = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        gone.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // and does not listen; nobody else can meanwhile
        var address = (IPEndPoint)gone.LocalEndPoint!;
        var died = new TaskCompletionSource<string>();
        var listeners = new ListenerSet([new ListenOptions { Port = 1 }], _ => new FakeListener(address), static _ => throw new NotSupportedException());
        listeners.Start(died.SetResult);
        using var probe = new SelfProbe(_options, listeners, _ => false, _clock, NullLogger<SelfProbe>.Instance);
        probe.Start();

        _clock.Advance(_options.Interval);

        Assert.Equal($"{address}: the monitor could not connect (ConnectionRefused)", await died.Task.WaitAsync(Bound, Cancel));
    }

    /// <summary>A listener that believes to listen at an address.</summary>
    private sealed class FakeListener(IPEndPoint address) : IListener
    {
        private Action<string> _died = null!;

        public EndPoint LocalEndPoint => address;

        public bool IsResting { get; init; }

        public void Start(Func<ITransport, ITransportSink> accept, Action<string> died) => _died = died;

        public void Kill(string cause) => _died($"{address}: {cause}");

        public void Stop()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
