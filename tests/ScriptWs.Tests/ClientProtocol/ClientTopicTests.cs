using System.Text.Json;
using ScriptWs.Configuration;
using ScriptWs.Connections;

namespace ScriptWs.Tests.ClientProtocol;

/// <summary>Topics with a history, as clients of the subprotocol follow them.</summary>
public sealed class ClientTopicTests
{
    private const string Script = """
        export const rpc = {
          publish: (_, { topic, data }) => server.publish(topic, data),
          bytes: (_, { topic }) => server.publish(topic, new Uint8Array([1, 2])),
          follow: (connection, { topic }) => connection.follow(topic),
          enter: (connection, { topic, info }) => connection.present(topic, info),
        };
        export const onSubscribe = (_, topic) => topic.startsWith("chat:") || topic === "plain";
        export function onMessage() {}
        """;

    [Fact]
    public async Task Message_OfATopic_CarriesTopicAndPosition()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();

        var subscribed = await RpcServer.AskAsync(client, "subscribe", """{"topic":"chat:1"}""");
        var message = await PublishAsync(client, "chat:1", "hi");
        var bytes = await RpcServer.AskAsync(client, "rpc.bytes", """{"topic":"chat:1"}""");

        Assert.StartsWith("""{"jsonrpc":"2.0","id":1,"result":{"position":""", subscribed, StringComparison.Ordinal);
        Assert.Equal(("chat:1", "hi"), (message.GetProperty("topic").GetString(), message.GetProperty("data").GetString()));
        Assert.NotEmpty(message.GetProperty("position").GetString()!);
        Assert.Equal("AQI=", RpcServer.ParametersOf(bytes).GetProperty("bytes").GetString());
    }

    [Fact]
    public async Task Subscription_OverTheNumberOfAConnection_IsRefusedAsSuch()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();
        for (var i = 0; i < TopicLimits.MaxSubscriptions; i++)
        {
            var granted = await RpcServer.AskAsync(client, "subscribe", $$"""{"topic":"chat:{{i}}"}""");
            Assert.Contains("position", granted, StringComparison.Ordinal);
        }

        var refused = await RpcServer.AskAsync(client, "subscribe", """{"topic":"chat:more"}""");
        var again = await RpcServer.AskAsync(client, "subscribe", """{"topic":"chat:7"}""");

        Assert.Contains("-32004", refused, StringComparison.Ordinal);
        Assert.Contains("position", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_WithAPosition_GetsWhatItMissedBeforeTheAnswer()
    {
        await using var server = await StartAsync();
        using var first = await server.ConnectAsync();
        await RpcServer.AskAsync(first, "subscribe", """{"topic":"chat:1"}""");
        var position = (await PublishAsync(first, "chat:1", "one")).GetProperty("position").GetString();
        await PublishAsync(first, "chat:1", "two");
        await PublishAsync(first, "chat:1", "three");

        using var second = await server.ConnectAsync();
        var two = await RpcServer.AskAsync(second, "subscribe", $$"""{"topic":"chat:1","since":"{{position}}"}""");
        var (three, answer) = (await second.ReceiveTextAsync(), JsonElement.Parse(await second.ReceiveTextAsync()).GetProperty("result"));

        Assert.Equal(("two", "three"), (DataOf(two), DataOf(three)));
        Assert.Equal("true 2", $"{answer.GetProperty("recovered").GetRawText()} {answer.GetProperty("missed").GetRawText()}");
        Assert.Equal(RpcServer.ParametersOf(three).GetProperty("position").GetString(), answer.GetProperty("position").GetString());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1")]
    public async Task Client_WithAPositionThatIsNotThere_IsTold(string since)
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();

        var answer = await RpcServer.AskAsync(client, "subscribe", $$"""{"topic":"chat:1","since":"{{since}}"}""");

        Assert.Contains("\"recovered\":false", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topic_WithoutAHistory_HasNoPosition()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();

        var answer = await RpcServer.AskAsync(client, "subscribe", """{"topic":"plain","since":"1"}""");
        var message = await PublishAsync(client, "plain", "hi");

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{"position":null,"recovered":false,"missed":0}}""", answer);
        Assert.False(message.TryGetProperty("position", out _));
    }

    [Fact]
    public async Task Presence_OfATopic_IsForItsSubscribers()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();

        var refused = await RpcServer.AskAsync(client, "presence", """{"topic":"chat:1"}""");
        await RpcServer.AskAsync(client, "subscribe", """{"topic":"chat:1"}""");
        await RpcServer.AskAsync(client, "rpc.enter", """{"topic":"chat:1","info":{"name":"Anna"}}""");
        var members = JsonElement.Parse(await RpcServer.AskAsync(client, "presence", """{"topic":"chat:1"}""")).GetProperty("result");
        var whoami = JsonElement.Parse(await RpcServer.AskAsync(client, "whoami"));
        var self = whoami.GetProperty("result").GetProperty("connection").GetString();

        Assert.Contains("-32001", refused, StringComparison.Ordinal);
        Assert.Equal($$$"""[{"id":"{{{self}}}","user":null,"info":{"name":"Anna"}}]""", members.GetRawText());
    }

    /// <summary>A page asks for the members as soon as it has subscribed. Its node may still ask the broker for the history.</summary>
    [Fact]
    public async Task Presence_WhileTheHistoryIsRead_IsForWhoIsPermittedToSubscribe()
    {
        var released = new TaskCompletionSource();
        await using var server = await RpcServer.StartAsync(
            Script,
            static options => WithTopics(options) with { Storage = new StorageOptions { Backend = StorageBackend.File } },
            server => server.Hooks.StorageOpeners[StorageBackend.File] = setup => new HeldStorage(setup, released.Task));
        using var client = await server.ConnectAsync();

        var refused = await RpcServer.AskAsync(client, "presence", """{"topic":"chat:1"}""");
        await client.SendAsync("""{"jsonrpc":"2.0","id":2,"method":"subscribe","params":{"topic":"chat:1"}}""");
        var members = await RpcServer.AskAsync(client, "presence", """{"topic":"chat:1"}""", id: 3);
        released.SetResult();
        var subscribed = await client.ReceiveTextAsync();

        Assert.Contains("-32001", refused, StringComparison.Ordinal);
        Assert.Equal("""{"jsonrpc":"2.0","id":3,"result":[]}""", members);
        Assert.StartsWith("""{"jsonrpc":"2.0","id":2,"result":{"position":""", subscribed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResumedConnection_OfATopicThatTheScriptFollows_ContinuesWhereTheClientWas()
    {
        await using var server = await StartAsync();
        using var other = await server.ConnectAsync();
        string token, position;
        using (var client = await server.ConnectRawAsync())
        {
            token = RpcServer.ParametersOf(await client.ReceiveTextAsync()).GetProperty("resumeToken").GetString()!;
            await RpcServer.AskAsync(client, "rpc.follow", """{"topic":"secret"}""");
            position = (await PublishAsync(client, "secret", "one")).GetProperty("position").GetString()!;
            client.Abort();
        }

        await RpcServer.AskAsync(other, "rpc.publish", """{"topic":"secret","data":"two"}""");
        using var again = await server.ConnectRawAsync(token);
        var welcome = RpcServer.ParametersOf(await again.ReceiveTextAsync());
        var restored = await again.ReceiveTextAsync();
        var missed = await RpcServer.AskAsync(again, "subscribe", $$"""{"topic":"secret","since":"{{position}}"}""");
        var answer = await again.ReceiveTextAsync();

        Assert.True(welcome.GetProperty("resumed").GetBoolean());
        Assert.Equal("""{"jsonrpc":"2.0","method":"restored","params":{"topics":["secret"]}}""", restored);
        Assert.Equal("two", DataOf(missed));
        Assert.Contains("\"recovered\":true,\"missed\":1", answer, StringComparison.Ordinal);
    }

    private static Task<RpcServer> StartAsync() => RpcServer.StartAsync(Script, WithTopics);

    private static ScriptWsOptions WithTopics(ScriptWsOptions options) => options with
    {
        Topics = [new() { Match = "chat:*", History = 100, Presence = true }, new() { Match = "secret", History = 100 }],
        Sessions = new ResumptionOptions { Keep = TimeSpan.FromMinutes(5) },
    };

    private static string? DataOf(string message) => RpcServer.ParametersOf(message).GetProperty("data").GetString();

    /// <summary>Publishes, and takes the message and the answer, in whichever order they come.</summary>
    private static async Task<JsonElement> PublishAsync(DotNetClient client, string topic, string data)
    {
        var first = await RpcServer.AskAsync(client, "rpc.publish", $$"""{"topic":"{{topic}}","data":"{{data}}"}""");
        string[] both = [first, await client.ReceiveTextAsync()];
        return RpcServer.ParametersOf(both.Single(text => text.Contains("\"method\":\"topic\"", StringComparison.Ordinal)));
    }
}
