using System.Net;
using System.Net.WebSockets;
using System.Text;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Interop;

/// <summary>Clients of others saying who they are.</summary>
public sealed class AuthenticationClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NodeClient_WithEachKind_ComesInOrIsRefused()
    {
        await using var server = await GuardedServer.StartAsync();

        var (exitCode, output) = await NodeTools.RunAsync("Interop/node-login.mjs", server.Server.Addresses[0].ToString(), "alice", GuardedServer.Password);

        Assert.Equal(["session: hello alice (session) admin", "again: status 401", "basic: hello alice (basic) admin", "wrong: status 401"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Curl_WithUserAndPassword_IsKnown()
    {
        Assert.SkipUnless(Tool.Find("curl") is not null, "curl is not installed.");
        await using var server = await GuardedServer.StartAsync();
        var url = server.Server.Addresses[0].ToString().Replace("ws:", "http:", StringComparison.Ordinal);

        var answers = new List<string>();
        foreach (var password in new[] { GuardedServer.Password, GuardedServer.WrongPassword })
            answers.Add((await Tool.RunAsync(Tool.Find("curl")!, ["-s", "-o", "-", "-w", " %{http_code}", "-u", $"alice:{password}", url], Path.GetTempPath())).Output);

        Assert.Equal(["This is a WebSocket endpoint; connect with a WebSocket client. 426", "Please authenticate. 401"], answers);
    }

    [Fact]
    public async Task ClientWebSocket_WithCredentials_ComesIn()
    {
        await using var server = await GuardedServer.StartAsync();
        using var client = new ClientWebSocket();
        // It answers the challenge: asks without them first.
        client.Options.Credentials = new NetworkCredential("alice", GuardedServer.Password);

        await client.ConnectAsync(server.Server.Addresses[0], Cancel);
        var buffer = new byte[100];
        var result = await client.ReceiveAsync(buffer, Cancel);

        Assert.Equal("hello alice (basic) admin", Encoding.UTF8.GetString(buffer, 0, result.Count));
    }

    [Fact]
    public async Task ClientWebSocket_WithoutCredentials_SeesTheStatus()
    {
        await using var server = await GuardedServer.StartAsync();
        using var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => client.ConnectAsync(server.Server.Addresses[0], Cancel));

        Assert.Equal(HttpStatusCode.Unauthorized, client.HttpStatusCode);
    }
}
