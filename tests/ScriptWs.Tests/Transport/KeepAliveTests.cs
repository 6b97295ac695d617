using System.Globalization;
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
        server.MessageReceived += (connection, text) => connection.Send(text);
        await server.StartAsync(TestContext.Current.CancellationToken);

        using var client = await DotNetClient.ConnectAsync(server.Addresses[0]);

        Assert.Equal(expected, TimerOfConnection(server.Addresses[0].Port) == KeepAliveTimer);
    }

    private static string TimerOfConnection(int port)
    {
        var local = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        var lines = File.ReadLines("/proc/net/tcp").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Assert.Single(lines, fields => fields[1].EndsWith(local, StringComparison.Ordinal) && fields[3] == "01")[5][..2];
    }
}
