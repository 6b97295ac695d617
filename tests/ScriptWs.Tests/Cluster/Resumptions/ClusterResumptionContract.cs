using System.Text;
using System.Text.Json;
using ScriptWs.Configuration;
using ScriptWs.Storage;

namespace ScriptWs.Tests.Cluster.Resumptions;

/// <summary>Connections of one node that are resumed on another: run over memory and over Redis.</summary>
public abstract class ClusterResumptionContract
{
    /// <summary>A cart that a connection has, and the token that resumes it.</summary>
    private protected const string Script = """
        export function onConnect(connection, { resumed }) {
          if (!resumed) {
            connection.data = { cart: [] };
            connection.subscribe("news");
          }
          const { cart } = connection.data;
          connection.send(JSON.stringify({ resumed, cart, topics: connection.subscriptions, token: connection.resumeToken }));
        }
        export function onMessage(connection, text) {
          if (text.startsWith("news ")) { server.publish("news", text); return; }
          connection.data.cart.push(text);
          connection.send(connection.data.cart.join());
        }
        """;

    /// <summary>The state is written soon after the turn that changed it: waits until the storage of the nodes contains a text.</summary>
    private protected static async Task WaitUntilKeptAsync(TwoServers servers, string text)
    {
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        var wanted = Encoding.UTF8.GetBytes(text);
        while (true)
        {
            var kept = await servers.Second.Hooks.Storage!.Current!.ListAsync(ReservedKeys.Resumable, null, 100);
            if (kept.Any(entry => entry.Value.AsSpan().IndexOf(wanted) >= 0)) return;

            Assert.True(TimeProvider.System.GetUtcNow() < end, "It was not kept in time.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Puts something into the cart of a new connection, which is lost.</summary>
    /// <returns>Its token.</returns>
    private static async Task<string> LoseAsync(TwoServers servers, string text)
    {
        using var client = await DotNetClient.ConnectAsync(servers.First.Addresses[0]);
        var welcome = JsonElement.Parse(await client.ReceiveTextAsync());
        await client.SendAsync(text);
        Assert.Equal(text, await client.ReceiveTextAsync());
        client.Abort();
        await WaitUntilKeptAsync(servers, text);
        return welcome.GetProperty("token").GetString()!;
    }

    [Fact]
    public async Task Connection_LostByOneNode_IsResumedByAnother()
    {
        await using var servers = await StartAsync();
        var token = await LoseAsync(servers, "bread");

        using var client = await ResumeAsync(servers.Second.Addresses[0], token);

        Assert.Equal("""true ["bread"] ["news"]""", await WelcomeAsync(client));
        await client.SendAsync("milk");
        Assert.Equal("bread,milk", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Token_UsedOnOneNode_IsGoodOnNoOther()
    {
        await using var servers = await StartAsync();
        var token = await LoseAsync(servers, "bread");

        var answers = new List<string>();
        foreach (var server in new[] { servers.Second, servers.First, servers.Second })
        {
            using var client = await ResumeAsync(server.Addresses[0], token);
            answers.Add((await WelcomeAsync(client)).Split(' ')[0]);
        }

        Assert.Equal(["true", "false", "false"], answers);
    }

    [Fact]
    public async Task Token_ShownToBothNodesAtOnce_IsGoodOnOne()
    {
        await using var servers = await StartAsync();
        var token = await LoseAsync(servers, "bread");

        var clients = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => ResumeAsync((i % 2 == 0 ? servers.First : servers.Second).Addresses[0], token)));
        var answers = await Task.WhenAll(clients.Select(WelcomeAsync));
        foreach (var client in clients) client.Dispose();

        Assert.Single(answers, answer => answer.StartsWith("true ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connections_OfANodeThatStops_AreResumedByTheOther()
    {
        await using var servers = await StartAsync();
        using var client = await DotNetClient.ConnectAsync(servers.First.Addresses[0]);
        var token = JsonElement.Parse(await client.ReceiveTextAsync()).GetProperty("token").GetString()!;
        await client.SendAsync("bread");
        Assert.Equal("bread", await client.ReceiveTextAsync());
        var stopping = servers.First.StopAsync(TestContext.Current.CancellationToken);
        await client.ReceiveCloseAsync();
        await stopping;

        using var again = await ResumeAsync(servers.Second.Addresses[0], token);

        Assert.Equal("""true ["bread"] ["news"]""", await WelcomeAsync(again));
        await again.SendAsync("news one");
        Assert.Equal("news one", await again.ReceiveTextAsync());
    }

    private protected abstract Task<TwoServers> StartAsync();

    private protected static Task<TwoServers> StartAsync(string url) => TwoServers.StartAsync(url, Script, adjust: options => options with
    {
        Storage = new StorageOptions { Backend = StorageBackend.Cluster },
        Sessions = new ResumptionOptions { Keep = TimeSpan.FromMinutes(5) },
    });

    private protected static Task<DotNetClient> ResumeAsync(Uri address, string token) =>
        DotNetClient.ConnectAsync(address, options => options.SetRequestHeader("ScriptWs-Resume", token));

    private protected static async Task<string> WelcomeAsync(DotNetClient client)
    {
        var welcome = JsonElement.Parse(await client.ReceiveTextAsync());
        string TextOf(string name) => welcome.GetProperty(name).GetRawText();
        return $"{TextOf("resumed")} {TextOf("cart")} {TextOf("topics")}";
    }
}
