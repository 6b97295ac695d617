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
    public async Task NodeClient_WithTokensAndKeys_ComesInOrIsRefused()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.GuardedByTokens);

        var (exitCode, output) = await NodeTools.RunAsync(
            "Interop/node-token.mjs", server.Server.Addresses[0].ToString(), TokenForge.Hs256(), TokenForge.Hs256(claims => claims["exp"] = TokenForge.Start - 60), GuardedServer.Key);

        Assert.Equal(
            [
                "header: hello alice (bearer) admin []",
                "subprotocol: hello alice (bearer) admin [bearer]",
                "query: hello alice (bearer) admin []",
                "expired: status 401 Bearer realm=\"ScriptWs\", error=\"invalid_token\", error_description=\"The token has expired\"",
                "key: hello alice (apikey) admin []",
                "no key: status 401 Basic realm=\"ScriptWs\", charset=\"UTF-8\", Bearer realm=\"ScriptWs\"",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Curl_WithALoginATokenOrAKey_IsKnown()
    {
        Assert.SkipUnless(Tool.Find("curl") is not null, "curl is not installed.");
        await using var server = await GuardedServer.StartAsync(GuardedServer.GuardedByTokens);
        var url = server.Server.Addresses[0].ToString().Replace("ws:", "http:", StringComparison.Ordinal);

        var login = await CurlAsync("-u", $"alice:{GuardedServer.Password}", "-X", "POST", url + "sgc/req/auth/session");
        var answers = new[]
        {
            await CurlAsync("--oauth2-bearer", TokenForge.Hs256(), url),
            await CurlAsync("--oauth2-bearer", TokenForge.Hs256() + "A", url),
            await CurlAsync("-H", $"X-Api-Key: {GuardedServer.Key}", url),
            await CurlAsync("-H", $"X-Api-Key: {GuardedServer.WrongKey}", url),
        };

        Assert.Matches("""^\{"token":"[A-Za-z0-9_-]{43}","expiresIn":60\} 200$""", login);
        Assert.Equal(["426", "401", "426", "401"], answers.Select(answer => answer.Split(' ')[^1]));

        static async Task<string> CurlAsync(params string[] arguments) =>
            (await Tool.RunAsync(Tool.Find("curl")!, ["-s", "-o", "-", "-w", " %{http_code}", .. arguments], Path.GetTempPath())).Output;
    }

    [Fact]
    public async Task ClientWebSocket_WithATokenBesideItsSubprotocols_ComesIn()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.GuardedByTokens, [new() { Subprotocols = ["chat"] }]);

        using var client = await DotNetClient.ConnectAsync(server.Server.Addresses[0], options =>
        {
            options.AddSubProtocol("chat");
            options.AddSubProtocol("bearer");
            options.AddSubProtocol(TokenForge.Hs256());
        });

        Assert.Equal(("hello alice (bearer) admin", "chat"), (await client.ReceiveTextAsync(), client.Subprotocol));
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
