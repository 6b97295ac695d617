using System.Net.WebSockets;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster.Presences;

/// <summary>What scripts of two servers see of who is present: run over memory and over Redis.</summary>
public abstract class PresenceContract
{
    private const string Script = """
        export async function onMessage(connection, text) {
          const [what, name] = text.split(" ");
          if (what === "present") connection.send(`${connection.present("room", name)}`);
          else if (what === "absent") connection.send(`${connection.absent("room")}`);
          else if (what === "watch") connection.subscribe("changes"), connection.send("watching");
          else connection.send((await server.presence("room")).map((one) => one.info).sort().join(" "));
        }
        const names = (members) => members.map((one) => one.info).sort().join(" ");
        export function onPresence(topic, { joined, left }) {
          for (const connection of server.connections) {
            if (connection.isSubscribed("changes")) connection.send(`${topic} +${names(joined)} -${names(left)}`);
          }
        }
        """;

    [Fact]
    public async Task Presence_OfTheOtherServer_IsListedAndTold()
    {
        await using var servers = await StartAsync();
        using var anna = await DotNetClient.ConnectAsync(servers.First.Addresses[0]);
        using var ben = await DotNetClient.ConnectAsync(servers.Second.Addresses[0]);
        await AskAsync(ben, "watch");

        await AskAsync(anna, "present anna");

        Assert.Equal("room +anna -", await ben.ReceiveTextAsync());
        Assert.Equal("anna", await AskAsync(ben, "list"));
        await AskAsync(anna, "absent");
        Assert.Equal("room + -anna", await ben.ReceiveTextAsync());
        Assert.Equal("", await AskAsync(ben, "list"));
    }

    [Fact]
    public async Task Presence_OfAConnectionThatCloses_Ends()
    {
        await using var servers = await StartAsync();
        using var anna = await DotNetClient.ConnectAsync(servers.First.Addresses[0]);
        using var ben = await DotNetClient.ConnectAsync(servers.Second.Addresses[0]);
        await AskAsync(ben, "watch");
        await AskAsync(anna, "present anna");
        Assert.Equal("room +anna -", await ben.ReceiveTextAsync());

        anna.Abort();

        Assert.Equal("room + -anna", await ben.ReceiveTextAsync());
    }

    [Fact]
    public async Task Presence_OfAServerThatStops_EndsAfterTheGrace()
    {
        await using var servers = await StartAsync();
        using var anna = await DotNetClient.ConnectAsync(servers.First.Addresses[0]);
        using var ben = await DotNetClient.ConnectAsync(servers.Second.Addresses[0]);
        await AskAsync(ben, "watch");
        await AskAsync(anna, "present anna");
        Assert.Equal("room +anna -", await ben.ReceiveTextAsync());

        var closing = anna.ReceiveCloseAsync();
        await servers.First.StopAsync(TestContext.Current.CancellationToken);
        await closing;

        Assert.Equal("room + -anna", await ben.ReceiveTextAsync());
        Assert.Equal("", await AskAsync(ben, "list"));
    }

    [Fact]
    public async Task Presence_OfAUserThatComesBackToTheOtherServer_IsNotTold()
    {
        await using var servers = await StartAsync(options => options with
        {
            Authentication = new() { Enabled = true, AllowAnonymous = true, Users = [new() { Name = "anna", Password = "secret" }] },
            Presence = new() { Grace = TimeSpan.FromMinutes(5) },
        });
        using var anna = await DotNetClient.ConnectAsync(servers.First.Addresses[0], AsAnna);
        using var ben = await DotNetClient.ConnectAsync(servers.Second.Addresses[0]);
        await AskAsync(ben, "watch");
        await AskAsync(anna, "present anna");
        Assert.Equal("room +anna -", await ben.ReceiveTextAsync());

        var closing = anna.ReceiveCloseAsync();
        await servers.First.StopAsync(TestContext.Current.CancellationToken);
        await closing;
        using var again = await DotNetClient.ConnectAsync(servers.Second.Addresses[0], AsAnna);
        await AskAsync(again, "present anna");

        // The old member goes when this node has heard that its node is leaving: a moment later, on a busy machine.
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (await AskAsync(ben, "list") is var listed && listed != "anna")
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, listed);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal("true", await AskAsync(ben, "present ben"));
        Assert.Equal("room +ben -", await ben.ReceiveTextAsync());
    }

    private protected abstract Task<string> UrlAsync();

    private static void AsAnna(ClientWebSocketOptions options) =>
        options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String("anna:secret"u8)}");

    private static async Task<string> AskAsync(DotNetClient client, string text)
    {
        await client.SendAsync(text);
        return await client.ReceiveTextAsync();
    }

    private async Task<TwoServers> StartAsync(Func<ScriptWsOptions, ScriptWsOptions>? change = null)
    {
        var rule = new TopicOptions { Match = "room", Presence = true };
        var servers = await TwoServers.StartAsync(await UrlAsync(), Script, adjust: change, topics: rule);
        await servers.MeetAsync();
        return servers;
    }
}
