using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.ClientProtocol;

/// <summary>The client while the process of its server is killed and started again.</summary>
public sealed class ClientKillTests
{
    private const int Kills = 3;

    private const string Counter = """
        export const rpc = {
          add: (_, { number }) => server.storage.push("all", number),
          all: () => server.storage.get("all"),
        };
        """;

    private const string Cart = """
        export function onConnect(connection, { resumed }) {
          if (!resumed) connection.data = { cart: [] };
          connection.send(JSON.stringify({ resumed, cart: connection.data.cart, token: connection.resumeToken }));
        }
        export function onMessage(connection, text) {
          connection.data.cart.push(text);
          connection.send(connection.data.cart.join());
        }
        """;

    [Fact]
    public async Task Client_WhoseServerIsKilled_LosesNothingThatWasAcknowledged()
    {
        NodeTools.Installed("ws/index.js");
        Assert.SkipUnless(Tool.Find("node") is not null, "Node.js is not installed.");
        using var folder = new TemporaryFolder();
        folder.Write("main.js", Counter);
        Configure(folder, port: 0);
        var server = ServingProcess.Start(folder.Path, "run");
        try
        {
            var address = await server.AddressAsync();
            Configure(folder, address.Port);
            await using var client = ServingProcess.StartTool(
                Repository.PathOf("tests/ScriptWs.Tests"), Tool.Find("node")!, "ClientProtocol/client.mjs", address.ToString(), "count");

            for (var kill = 0; kill < Kills; kill++)
            {
                await client.LineAsync("acknowledged ");
                await KillAsync(server);
                await client.LineAsync("lost");
                server = ServingProcess.Start(folder.Path, "run");
            }

            Assert.Equal("kept 400 of 400", await client.LineAsync("kept "));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Connection_OfAServerThatIsKilled_IsResumed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.js", Cart);
        Configure(folder, port: 0);
        string token;
        await using (var server = ServingProcess.Start(folder.Path, "run"))
        {
            using var client = await DotNetClient.ConnectAsync(await server.AddressAsync());
            token = JsonElement.Parse(await client.ReceiveTextAsync()).GetProperty("token").GetString()!;
            await client.SendAsync("bread");
            Assert.Equal("bread", await client.ReceiveTextAsync());
            await WaitUntilKeptAsync(Path.Combine(folder.Path, "data/storage.db"), "bread");
            await server.SignalAsync("KILL");
            await server.ExitCodeAsync();
        }

        await using var again = ServingProcess.Start(folder.Path, "run");
        var address = await again.AddressAsync();
        using var resumed = await DotNetClient.ConnectAsync(address, options => options.SetRequestHeader("ScriptWs-Resume", token));
        using var reused = await DotNetClient.ConnectAsync(address, options => options.SetRequestHeader("ScriptWs-Resume", token));

        var (first, second) = (JsonElement.Parse(await resumed.ReceiveTextAsync()), JsonElement.Parse(await reused.ReceiveTextAsync()));
        Assert.Equal("true [\"bread\"]", $"{first.GetProperty("resumed").GetRawText()} {first.GetProperty("cart").GetRawText()}");
        Assert.Equal("false []", $"{second.GetProperty("resumed").GetRawText()} {second.GetProperty("cart").GetRawText()}");
        Assert.NotEqual(token, first.GetProperty("token").GetString());
    }

    private static async Task KillAsync(ServingProcess server)
    {
        await server.SignalAsync("KILL");
        await server.ExitCodeAsync();
        await server.DisposeAsync();
    }

    /// <summary>Looks into the storage as another process until a state contains the text.</summary>
    private static async Task WaitUntilKeptAsync(string file, string text)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!IsKept(file, text))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience.Limit, "The state is not kept.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static bool IsKept(string file, string text)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM entries WHERE key >= '$scriptws/resume/' AND key < '$scriptws/resume0'";
        using var reader = command.ExecuteReader();
        return reader.Read() && Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(0)).Contains(text, StringComparison.Ordinal);
    }

    private static void Configure(TemporaryFolder folder, int port) => folder.Write("server.json", $$"""
        {
          "listen": [{ "address": "127.0.0.1", "port": {{port}} }],
          "endpoints": [{ "path": "/", "script": "main.js", "subprotocols": ["scriptws.v1"] }],
          "storage": { "backend": "file" },
          "sessions": { "keep": "2m" }
        }
        """);
}
