using System.Net.WebSockets;

namespace ScriptWs.Tests.ClientProtocol;

/// <summary>Requests of clients and what the script answers.</summary>
public sealed class RpcTests
{
    private const string Script = """
        let release;
        export const rpc = {
          add: (_, { a, b }) => a + b,
          nothing() {},
          who: (connection) => ({ id: connection.id, protocol: connection.subprotocol }),
          "orders.find": async (_, { id }) => {
            await null;
            if (id === 7) return { id, price: 5 };
            throw new RpcError(404, "no such order", { id });
          },
          fail() { throw new Error("the password is hunter2"); },
          reject: async () => { throw Object.assign(new TypeError("secret"), { code: 5 }); },
          big: () => 1n,
          wait: () => new Promise((resolve) => (release = resolve)),
          release: (_, { value }) => release(value),
          twice: (connection) => { connection.send("first"); return "second"; },
          polluted: (_, args) => `${Object.hasOwn(args, "__proto__")} ${args.constructor === Object} ${{}.evil}`,
        };
        export function onMessage(connection, text) {
          if (text === "fail") throw new Error("secret");
          connection.send(`heard ${text}`);
        }
        export function onBinary(connection, bytes) { connection.send(`bytes ${bytes.length}`); }
        """;

    [Theory]
    [InlineData("rpc.add", """{"a":1,"b":2}""", "\"result\":3")]
    [InlineData("rpc.nothing", "{}", "\"result\":null")]
    [InlineData("rpc.orders.find", """{"id":7}""", """
        "result":{"id":7,"price":5}
        """)]
    [InlineData("rpc.orders.find", """{"id":8}""", """
        "error":{"code":404,"message":"no such order","data":{"id":8}}
        """)]
    [InlineData("rpc.unknown", "{}", """
        "error":{"code":-32601,"message":"There is no such method."}
        """)]
    [InlineData("rpc.constructor", "{}", """
        "error":{"code":-32601,"message":"There is no such method."}
        """)]
    [InlineData("rpc.__proto__", "{}", """
        "error":{"code":-32601,"message":"There is no such method."}
        """)]
    [InlineData("add", "{}", """
        "error":{"code":-32601,"message":"There is no such method."}
        """)]
    [InlineData("rpc.polluted", """{"__proto__":{"evil":1}}""", "\"result\":\"true true undefined\"")]
    [InlineData("subscribe", """{"topic":"news"}""", """
        "error":{"code":-32001,"message":"This is not permitted."}
        """)]
    [InlineData("subscribe", "{}", """
        "error":{"code":-32602,"message":"The parameters are not those of the method."}
        """)]
    [InlineData("unsubscribe", """{"topic":"news"}""", """
        "error":{"code":-32001,"message":"This is not permitted."}
        """)]
    [InlineData("reauthenticate", """{"token":"x"}""", """
        "error":{"code":-32001,"message":"This is not permitted."}
        """)]
    [InlineData("message", """{"text":"x"}""", """
        "error":{"code":-32602,"message":"The parameters are not those of the method."}
        """)]
    [InlineData("ping", "{}", "\"result\":{}")]
    public async Task Request_Method_IsAnswered(string method, string parameters, string expected)
    {
        await using var server = await RpcServer.StartAsync(Script);
        using var client = await server.ConnectAsync();

        var answer = await RpcServer.AskAsync(client, method, parameters);

        Assert.Equal($$"""{"jsonrpc":"2.0","id":1,{{expected.Trim()}}}""", answer);
    }

    [Theory]
    [InlineData("fail", "hunter2")]
    [InlineData("reject", "secret")]
    [InlineData("big", "BigInt")]
    public async Task Request_WhoseFunctionFails_TellsNothingAndKeepsTheConnection(string name, string logged)
    {
        await using var server = await RpcServer.StartAsync(Script);
        using var client = await server.ConnectAsync();

        var answer = await RpcServer.AskAsync(client, $"rpc.{name}");
        var next = await RpcServer.AskAsync(client, "rpc.add", """{"a":1,"b":2}""", id: 2);

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"The server failed to answer."}}""", answer);
        Assert.Equal("""{"jsonrpc":"2.0","id":2,"result":3}""", next);
        await server.Log.LineAsync(logged);
    }

    [Fact]
    public async Task Welcome_OfAConnection_ComesFirst()
    {
        await using var server = await RpcServer.StartAsync("export function onConnect(connection) { connection.send('hello'); }");
        using var client = await server.ConnectRawAsync();

        var (welcome, hello) = (await client.ReceiveTextAsync(), await client.ReceiveTextAsync());

        Assert.Equal("""{"jsonrpc":"2.0","method":"welcome","params":{"resumed":false}}""", welcome);
        Assert.Equal("""{"jsonrpc":"2.0","method":"message","params":{"data":"hello"}}""", hello);
    }

    [Fact]
    public async Task Message_InAnEnvelope_ReachesTheHandler()
    {
        await using var server = await RpcServer.StartAsync(Script);
        using var client = await server.ConnectAsync();

        var heard = await RpcServer.AskAsync(client, "message", """{"data":"\"é😀\n"}""");
        var acknowledged = await client.ReceiveTextAsync();
        var bytes = await RpcServer.AskAsync(client, "message", """{"bytes":"AAEC"}""", id: 2);

        Assert.Equal("""{"jsonrpc":"2.0","method":"message","params":{"data":"heard \"é\uD83D\uDE00\n"}}""", heard);
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", acknowledged);
        Assert.Equal("""{"jsonrpc":"2.0","method":"message","params":{"data":"bytes 3"}}""", bytes);
    }

    [Fact]
    public async Task Message_WhoseHandlerFails_IsNotAcknowledgedAndCloses()
    {
        await using var server = await RpcServer.StartAsync(Script);
        using var client = await server.ConnectAsync();

        var answer = await RpcServer.AskAsync(client, "message", """{"data":"fail"}""");
        await client.ReceiveCloseAsync();

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"The server failed to answer."}}""", answer);
        Assert.Equal((1011, "script failed"), client.Close);
    }

    [Fact]
    public async Task Answers_OfSlowFunctions_ComeWhenTheyAreReady()
    {
        await using var server = await RpcServer.StartAsync(Script);
        using var client = await server.ConnectAsync();

        await client.SendAsync("""{"jsonrpc":"2.0","id":"slow","method":"rpc.wait"}""");
        var first = await RpcServer.AskAsync(client, "rpc.release", """{"value":5}""", id: 2);
        var second = await client.ReceiveTextAsync();

        string[] answers = [first, second];
        Assert.Equal(
            ["""{"jsonrpc":"2.0","id":"slow","result":5}""", """{"jsonrpc":"2.0","id":2,"result":null}"""],
            answers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Message_SentBeforeTheAnswer_ComesBeforeIt()
    {
        await using var server = await RpcServer.StartAsync(Script);
        using var client = await server.ConnectAsync();

        var (first, second) = (await RpcServer.AskAsync(client, "rpc.twice"), await client.ReceiveTextAsync());

        Assert.EndsWith("""{"data":"first"}}""", first, StringComparison.Ordinal);
        Assert.EndsWith("""result":"second"}""", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_BeyondTheLimit_IsRefused()
    {
        await using var server = await RpcServer.StartAsync(
            Script, options => options with { Limits = options.Limits with { MaxRequests = 2 } });
        using var client = await server.ConnectAsync();
        foreach (var id in new[] { 1, 2 }) await client.SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"rpc.wait"}""");

        var refused = await RpcServer.AskAsync(client, "rpc.add", """{"a":1,"b":2}""", id: 3);

        Assert.StartsWith("""{"jsonrpc":"2.0","id":3,"error":{"code":-32002,"message":"Too many""", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_ThatSendsNoJsonRpc_IsClosedInTheEnd()
    {
        await using var server = await RpcServer.StartAsync(Script);
        using var client = await server.ConnectAsync();

        for (var i = 0; i < 16; i++)
        {
            await client.SendAsync("hello");
            var answer = await client.ReceiveTextAsync();
            Assert.Equal("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"This is not JSON."}}""", answer);
        }

        await client.ReceiveCloseAsync();
        Assert.Equal((1008, "too many messages that are not JSON-RPC"), client.Close);
    }

    [Fact]
    public async Task Reload_WhileARequestWaitsForATimer_AnswersThatTheScriptWasReplaced()
    {
        await using var server = await RpcServer.StartAsync(Script);
        using var client = await server.ConnectAsync();
        await client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"rpc.wait"}""");
        Assert.EndsWith("\"result\":3}", await RpcServer.AskAsync(client, "rpc.add", """{"a":1,"b":2}""", id: 2), StringComparison.Ordinal);

        await server.ReloadAsync("export const rpc = { version: () => 2 };");

        Assert.StartsWith("""{"jsonrpc":"2.0","id":1,"error":{"code":-32003,""", await client.ReceiveTextAsync(), StringComparison.Ordinal);
        Assert.Equal("""{"jsonrpc":"2.0","id":3,"result":2}""", await RpcServer.AskAsync(client, "rpc.version", id: 3));
    }

    [Fact]
    public async Task PlainConnection_OnTheSameEndpoint_IsAsBefore()
    {
        await using var server = await RpcServer.StartAsync(Script);
        using var plain = await DotNetClient.ConnectAsync(server.Address);

        await plain.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"rpc.add","params":{"a":1,"b":2}}""");

        Assert.Equal("""heard {"jsonrpc":"2.0","id":1,"method":"rpc.add","params":{"a":1,"b":2}}""", await plain.ReceiveTextAsync());
        Assert.Equal(WebSocketState.Open, plain.State);
    }

    [Theory]
    [InlineData("export const rpc = 5;", "rpc is exported, but it is not an object of functions")]
    [InlineData("export const rpc = [() => 1];", "rpc is exported, but it is not an object of functions")]
    [InlineData("export const rpc = { find: 5 };", "rpc[\"find\"] must be a function.")]
    [InlineData("export const rpc = { get find() { return () => 1; } };", "rpc[\"find\"] must be a function.")]
    public async Task Script_WithWrongMethods_DoesNotLoad(string script, string problem)
    {
        var error = await Assert.ThrowsAsync<ScriptWsException>(() => RpcServer.StartAsync(script));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new RpcError(-32000, 'x')")]
    [InlineData("new RpcError(1.5, 'x')")]
    [InlineData("new RpcError('1', 'x')")]
    public async Task RpcError_OfAReservedCode_IsAnErrorOfTheScript(string error)
    {
        await using var server = await RpcServer.StartAsync($"export const rpc = {{ fail() {{ throw {error}; }} }};");
        using var client = await server.ConnectAsync();

        Assert.Contains("-32603", await RpcServer.AskAsync(client, "rpc.fail"), StringComparison.Ordinal);
        await server.Log.LineAsync("RangeError");
    }
}
