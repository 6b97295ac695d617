using System.Globalization;

namespace ScriptWs.Tests.ClientProtocol;

/// <summary>The client in Node.js.</summary>
public sealed class ClientScriptTests
{
    private const string Script = """
        let dropped = false;
        export const rpc = {
          add: (_, { a, b }) => a + b,
          "orders.find": (_, { id }) => { throw new RpcError(404, "no such order", { id }); },
          fail() { throw new Error("secret"); },
          never: () => new Promise(() => {}),
          publish: (_, { topic, data }) => server.publish(topic, data),
          terminate: (connection) => connection.terminate(),
          terminateOnce: (connection) => { if (dropped) return "again"; dropped = true; connection.terminate(); },
          restart: () => server.restart(),
          kick: (connection) => connection.close(4001, "out"),
        };
        export const onSubscribe = (_, topic) => topic === "news";
        export function onMessage(connection, text) { connection.send(text.toUpperCase()); }
        export function onBinary(connection, bytes) { connection.send(bytes); }
        """;

    [Fact]
    public async Task Client_ThatTalks_GetsAnswersMessagesAndErrors()
    {
        string[] expected =
        [
            "false",
            "3",
            "RpcError 404 no such order",
            "RpcError -32603 The server failed to answer.",
            "ClientError timeout rpc.never: no answer within 20 ms.",
            "TypeError undefined The arguments are an object or an array.",
            "Error undefined given up",
            "HELLO",
            "0,128,255",
            "RpcError -32001 This is not permitted.",
            "first",
            "44850",
            "ClientError closed The client is closed.",
        ];

        Assert.Equal(expected, await RunAsync("talk"));
    }

    [Fact]
    public async Task Client_ThatLosesItsConnection_ConnectsAndSubscribesAgain()
    {
        string[] expected =
        [
            "1006 true true",
            "ClientError lost rpc.terminate: the connection was lost; it is unknown what became of it.",
            "true 3",
            "after",
            "again",
        ];

        Assert.Equal(expected, await RunAsync("reconnect"));
    }

    [Fact]
    public async Task Client_WhoseServerRestarts_ConnectsAgain() => Assert.Equal(["1012", "3"], await RunAsync("restart"));

    [Fact]
    public async Task Client_ThatTheScriptCloses_StaysAway() => Assert.Equal(["4001 out false closed"], await RunAsync("kicked"));

    [Fact]
    public async Task Client_WhereTheSubprotocolIsNotSpoken_StaysAway() =>
        Assert.Equal(["ClientError protocol", "false closed"], await RunAsync("foreign"));

    [Fact]
    public async Task Types_OfTheClient_FitItsUse()
    {
        using var folder = new TemporaryFolder();
        folder.Write("use.ts", string.Create(CultureInfo.InvariantCulture, $$"""
            import { connect, ClientError, RpcError } from "{{Repository.PathOf("src/scriptws-client/scriptws-client.js")}}";

            const client = connect("wss://example.com/chat", { token: async () => "abc", minDelay: 100 });
            const off: () => void = client.on("gap", ({ topic }) => console.log(topic.length));
            client.on("close", ({ willReconnect, delay }) => console.log(willReconnect, delay));
            const order = await client.request<{ price: number }>("orders.find", { id: 7 }, { timeout: 1000 });
            const price: number = order.price;
            await client.send({ price });
            const room = await client.subscribe("room", (data, about) => console.log(data, about.position), { last: 20 });
            await room.unsubscribe();
            try { await client.request("x"); } catch (error) {
              if (error instanceof RpcError) console.log(error.code + 1, error.data);
              if (error instanceof ClientError && error.code === "lost") off();
            }
            export {};
            """));

        string[] options =
        [
            "--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom",
        ];
        var (exitCode, output) = await NodeTools.RunTypeScriptAsync(folder.Path, [.. options, "use.ts"]);

        Assert.True(exitCode == 0, output);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(string scenario)
    {
        await using var server = await RpcServer.StartAsync(Script);
        var (exitCode, output) = await NodeTools.RunAsync("ClientProtocol/client.mjs", server.Address.ToString(), scenario);

        Assert.True(exitCode == 0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
