using System.Text.Json;
using ScriptWs.Configuration;
using ScriptWs.Tests.ClientProtocol;

namespace ScriptWs.Tests.Resumption;

/// <summary>Connections that are lost and resumed, on a server.</summary>
public sealed class ResumptionTests
{
    private const string Script = """
        export function onUpgrade(request) { if (request.query === "no") return { status: 403 }; }
        export function onConnect(connection, about) {
          const { resumed } = about;
          if (!resumed) connection.data = { list: [new Date(5), new Map([["a", 1n]])], self: null };
          const seen = JSON.stringify([connection.request.headers, connection.request.subprotocols]);
          const [date, map] = connection.data.list;
          const [isDate, big, leaks] = [date instanceof Date, String(map.get("a")), /resume/i.test(seen)];
          connection.send(JSON.stringify({ resumed, isDate, big, topics: connection.subscriptions, leaks }));
        }
        export function onMessage(connection, text) {
          if (text === "follow") connection.subscribe("news");
          if (text === "function") connection.data = { f() {} };
          connection.send("done");
        }
        """;

    [Fact]
    public async Task Client_OfTheSubprotocol_ResumesWithTheTokenOfItsWelcome()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectRawAsync();
        var welcome = RpcServer.ParametersOf(await client.ReceiveTextAsync());
        await client.ReceiveTextAsync();
        await RpcServer.AskAsync(client, "message", """{"data":"follow"}""");
        client.Abort();

        using var again = await server.ConnectRawAsync(welcome.GetProperty("resumeToken").GetString());
        var second = RpcServer.ParametersOf(await again.ReceiveTextAsync());
        var told = RpcServer.ParametersOf(await again.ReceiveTextAsync()).GetProperty("data").GetString();

        Assert.Equal("scriptws.v1", again.Subprotocol);
        Assert.Equal("false true", $"{welcome.GetProperty("resumed").GetRawText()} {second.GetProperty("resumed").GetRawText()}");
        Assert.NotEqual(welcome.GetProperty("resumeToken").GetString(), second.GetProperty("resumeToken").GetString());
        Assert.Equal("""{"resumed":true,"isDate":true,"big":"1","topics":["news"],"leaks":false}""", told);
        var token = welcome.GetProperty("resumeToken").GetString()!;
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusal_OfTheScript_UsesNoTokenUp()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectRawAsync();
        var token = RpcServer.ParametersOf(await client.ReceiveTextAsync()).GetProperty("resumeToken").GetString()!;
        client.Abort();

        await Assert.ThrowsAnyAsync<Exception>(() => DotNetClient.ConnectAsync(
            new UriBuilder(server.Address) { Query = "no" }.Uri, options => options.SetRequestHeader("ScriptWs-Resume", token)));
        using var again = await server.ConnectRawAsync(token);

        Assert.True(RpcServer.ParametersOf(await again.ReceiveTextAsync()).GetProperty("resumed").GetBoolean());
    }

    [Fact]
    public async Task Data_ThatCannotBeCopied_IsNamedInTheLog()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();
        await client.ReceiveTextAsync();

        await RpcServer.AskAsync(client, "message", """{"data":"function"}""");
        client.Abort();

        await server.Log.LineAsync("a connection cannot be resumed: ");
    }

    [Fact]
    public async Task Server_WithoutTheSetting_ResumesNothing()
    {
        await using var server = await RpcServer.StartAsync(
            "export function onConnect(connection, { resumed }) { connection.send(`${resumed} ${connection.resumeToken}`); }");
        using var client = await DotNetClient.ConnectAsync(
            server.Address, options => options.SetRequestHeader("ScriptWs-Resume", new string('A', 43)));

        Assert.Equal("false null", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Keys_OfTheServer_AreOutOfReachForScripts()
    {
        await using var server = await RpcServer.StartAsync(
            """
            export const rpc = {
              all: async () => {
                const keys = [];
                for await (const { key } of server.storage.list()) keys.push(key);
                return keys;
              },
              get: async (_, { key }) => server.storage.get(key),
              fill: async () => {
                for (let i = 0; i < 150; i++) await server.storage.set(`k${i}`, i);
                await server.storage.set("\u0000first", 1);
              },
            };
            """,
            options => options with { Sessions = new ResumptionOptions { Keep = TimeSpan.FromMinutes(2) } });
        for (var i = 0; i < 5; i++)
        {
            var lost = await server.ConnectAsync();
            lost.Abort();
        }

        using var client = await server.ConnectAsync();
        await RpcServer.AskAsync(client, "rpc.fill");
        var all = JsonElement.Parse(await RpcServer.AskAsync(client, "rpc.all")).GetProperty("result");
        var keys = all.EnumerateArray().Select(key => key.GetString()!).ToArray();
        var refused = await RpcServer.AskAsync(client, "rpc.get", """{"key":"$scriptws/resume/x"}""");

        Assert.Equal(151, keys.Length);
        Assert.DoesNotContain(keys, key => key[0] == '$');
        Assert.Contains("-32603", refused, StringComparison.Ordinal);
    }

    private static Task<RpcServer> StartAsync() =>
        RpcServer.StartAsync(Script, options => options with { Sessions = new ResumptionOptions { Keep = TimeSpan.FromMinutes(5) } });
}
