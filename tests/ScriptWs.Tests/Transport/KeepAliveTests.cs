using System.Net;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Transport;

/// <summary>The operating system's own probes (<c>heartbeat.tcpKeepAlive</c>), as the kernel lists them.</summary>
public sealed class KeepAliveTests
{
    /// <summary>The kernel's name for a timer of keep-alive, in /proc/net/tcp.</summary>
    private const string KeepAliveTimer = "02";

    [Theory]
    [InlineData(0, false)]
    [InlineData(600, true)]
    public async Task Connection_HasTheTimerThatIsSet(int seconds, bool expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lists the timers of its connections.");
        await using var server = new ScriptWsServer(new ScriptWsOptions
        {
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions()],
            Heartbeat = new() { TcpKeepAlive = TimeSpan.FromSeconds(seconds) },
        });
        var client = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Connected += connection => client.TrySetResult((IPEndPoint)connection.RemoteEndPoint!);
        await server.StartAsync(TestContext.Current.CancellationToken);

        using var held = await DotNetClient.ConnectAsync(server.Addresses[0]);
        var remote = await client.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(expected, TimerOfConnection(server.Addresses[0].Port, remote.Port) == KeepAliveTimer);
    }

    /// <summary>By both its ports: a connection of an earlier listener may have the same one of ours. A list that changes while it is read may tell a line twice.</summary>
    private static string TimerOfConnection(int local, int remote)
    {
        var (ours, theirs) = ($":{local:X4}", $":{remote:X4}");
        return File.ReadLines("/proc/net/tcp")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .First(fields => fields[1].EndsWith(ours, StringComparison.Ordinal) && fields[2].EndsWith(theirs, StringComparison.Ordinal))[5][..2];
    }
}
