using System.Net;
using System.Net.Sockets;
using ScriptWs.Cli.Processes;
using ScriptWs.Cli.Supervising;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Server;

/// <summary>Two servers at one listening socket.</summary>
public sealed class SharedSocketTests : IDisposable
{
    private readonly Socket _shared = ScriptWsServer.OpenSocket(new ListenOptions { Port = 0 });

    public SharedSocketTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Sockets are not shared by descriptors here.");

    private Uri Address => new($"ws://127.0.0.1:{((IPEndPoint)_shared.LocalEndPoint!).Port}/");

    public void Dispose() => _shared.Dispose();

    [Fact]
    public async Task StopAccepting_WithASharedSocket_LeavesNewcomersToTheNextServerAndKeepsConnections()
    {
        await using var first = await StartAsync("first");
        using var before = await DotNetClient.ConnectAsync(Address);

        first.StopAccepting();
        var connecting = DotNetClient.ConnectAsync(Address);
        await using var second = await StartAsync("second");
        using var newcomer = await connecting;
        await before.SendAsync("");
        await newcomer.SendAsync("");

        Assert.Equal(("first", "second"), (await before.ReceiveTextAsync(), await newcomer.ReceiveTextAsync()));
        Assert.Equal((1, 1), (first.ConnectionCount, second.ConnectionCount));
    }

    [Fact]
    public async Task StopAccepting_WhileStopped_DoesNothing()
    {
        await using var server = new ScriptWsServer(new ScriptWsOptions());

        server.StopAccepting();

        Assert.Empty(server.Addresses);
    }

    private async Task<ScriptWsServer> StartAsync(string answer)
    {
        var server = new ScriptWsServer(new ScriptWsOptions { Listen = [new ListenOptions { Port = Address.Port }] })
        {
            SocketFor = _ => new Socket(new SafeSocketHandle(Posix.Duplicate((int)_shared.Handle), ownsHandle: true)),
        };
        server.MessageReceived += (connection, _) => connection.Send(answer);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
