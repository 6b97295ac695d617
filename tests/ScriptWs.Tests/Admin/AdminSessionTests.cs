using System.Text.Json;
using ScriptWs.Http.Admin;
using ScriptWs.Tests.Cluster;

namespace ScriptWs.Tests.Admin;

/// <summary>What the admin page asks, and what it is told.</summary>
public sealed class AdminSessionTests
{
    [Fact]
    public async Task Connections_AreFoundByWhatIsKnownOfThem()
    {
        await using var site = await AdminSite.StartAsync();
        using var garden = await site.ConnectAsync("?room=garden");
        using var kitchen = await site.ConnectAsync("?room=kitchen");
        using var looker = await site.LookAsync();

        var all = await site.AskAsync(looker, "connections");
        var found = await site.AskAsync(looker, "connections", new { search = "GARDEN", sort = "sent" });
        var topics = await site.AskAsync(looker, "topics");

        Assert.Equal((2, 2), (all.GetProperty("total").GetInt32(), all.GetProperty("rows").GetArrayLength()));
        var row = Assert.Single(found.GetProperty("rows").EnumerateArray());
        Assert.Equal(("127.0.0.1", "/", "room/garden"), (row.GetProperty("address").GetString(), row.GetProperty("path").GetString(), row.GetProperty("topics")[0].GetString()));
        Assert.Equal(["room/garden 1", "room/kitchen 1"], topics.GetProperty("topics").EnumerateArray().Select(topic => $"{topic.GetProperty("name")} {topic.GetProperty("subscribers")}"));
    }

    [Fact]
    public async Task Connection_IsSentAMessageAndClosed()
    {
        await using var site = await AdminSite.StartAsync();
        using var client = await site.ConnectAsync();
        using var looker = await site.LookAsync();
        var id = (await site.AskAsync(looker, "connections")).GetProperty("rows")[0].GetProperty("id").GetString();

        Assert.True((await site.AskAsync(looker, "send", new { connection = id, text = "hello" })).GetBoolean());
        Assert.True((await site.AskAsync(looker, "close", new { connection = id, code = 1008, reason = "enough" })).GetBoolean());

        Assert.Equal("hello", await client.ReceiveTextAsync());
        await client.ReceiveCloseAsync();
        Assert.Equal((1008, "enough"), client.Close);
        var events = (await AdminSite.EventAsync(looker, "state")).GetProperty("state").GetProperty("events").EnumerateArray().Select(one => one.GetProperty("text").GetString());
        Assert.Contains($"alice: closed connection {id}", events);
    }

    [Fact]
    public async Task Connection_OfAnotherNode_IsFoundByItsIdAndClosed()
    {
        var cluster = $"memory:admin-{Guid.NewGuid()}";
        await using var site = await AdminSite.StartAsync(cluster: cluster);
        await using var other = await AdminSite.StartAsync(cluster: cluster);
        using var client = await other.ConnectAsync();
        using var looker = await site.LookAsync();
        await MeetAsync(site, other, connections: 1);
        var id = other.Server.Connections.Single().Id.ToString();

        var found = await site.AskAsync(looker, "connections", new { search = id });
        Assert.True((await site.AskAsync(looker, "send", new { connection = id, text = "hello" })).GetBoolean());
        Assert.True((await site.AskAsync(looker, "close", new { connection = id, code = 1008, reason = "enough" })).GetBoolean());

        var row = Assert.Single(found.GetProperty("rows").EnumerateArray());
        Assert.Equal(other.Server.Cluster!.Nodes[0].Name, row.GetProperty("node").GetString());
        Assert.Equal("hello", await client.ReceiveTextAsync());
        await client.ReceiveCloseAsync();
        Assert.Equal((1008, "enough"), client.Close);
    }

    [Fact]
    public async Task Connections_OfAllNodes_AreSearchedAndTurnedPageByPage()
    {
        var cluster = $"memory:admin-{Guid.NewGuid()}";
        await using var site = await AdminSite.StartAsync(cluster: cluster);
        await using var other = await AdminSite.StartAsync(cluster: cluster);
        var clients = new List<DotNetClient> { await site.ConnectAsync("?room=here") };
        for (var i = 0; i < 30; i++) clients.Add(await other.ConnectAsync("?room=there"));
        using var looker = await site.LookAsync();
        await MeetAsync(site, other, connections: 30);
        var id = other.Server.Cluster!.Nodes[0].Id;

        var all = await site.AskAsync(looker, "connections");
        var rest = await site.AskAsync(looker, "connections", new { page = 1 });
        var there = await site.AskAsync(looker, "connections", new { search = "ROOM/T", node = id });
        var nowhere = await site.AskAsync(looker, "connections", new { node = "nonsense" });

        Assert.Equal("31 of 31, 26 rows, 2 pages", Describe(all));
        Assert.Equal("31 of 31, 5 rows, 2 pages", Describe(rest));
        Assert.Equal("30 of 30, 30 rows, 1 pages", Describe(there));
        Assert.Equal("0 of 0, 0 rows, 0 pages", Describe(nowhere));
        Assert.Equal(2, all.GetProperty("nodes").GetArrayLength());
        clients.ForEach(static client => client.Dispose());

        static string Describe(JsonElement list)
        {
            var rows = list.GetProperty("rows").GetArrayLength();
            return $"{list.GetProperty("matching")} of {list.GetProperty("total")}, {rows} rows, {list.GetProperty("pages")} pages";
        }
    }

    /// <summary>Waits until each node knows the other, and the second one its clients.</summary>
    private static Task MeetAsync(AdminSite site, AdminSite other, int connections) => TwoServers.EventuallyAsync(
        () => site.Server.Cluster!.Nodes.Count == 2 && other.Server.Cluster!.Nodes.Count == 2
            && other.Server.Connections.Count == connections);

    [Theory]
    [InlineData("close", """{ "connection": "5b3c6b1e-0000-4000-8000-000000000000" }""", "error: This connection is not open any more.")]
    [InlineData("close", """{ "connection": "nonsense" }""", "error: This connection is not open any more.")]
    [InlineData("send", "{}", "error: This connection is not open any more.")]
    [InlineData("nonsense", "{}", "error: There is no question \"nonsense\".")]
    [InlineData("playground", """{ "what": "open", "path": "http://evil.example/" }""", "error: A path begins with /, as in /chat?room=garden.")]
    [InlineData("playground", """{ "what": "open", "path": "//evil.example/" }""", "error: A path begins with /, as in /chat?room=garden.")]
    [InlineData("playground", """{ "what": "open", "path": "/nothing" }""", "error: It was answered with 404 (NotFound).")]
    [InlineData("playground", """{ "what": "send", "text": "x" }""", "error: It is not connected.")]
    public async Task QuestionThatCannotBeAnswered_IsToldWhy(string ask, string details, string expected)
    {
        await using var site = await AdminSite.StartAsync();
        using var looker = await site.LookAsync();

        Assert.Equal(expected, (await site.AskAsync(looker, ask, JsonElement.Parse(details))).GetString());
    }

    [Theory]
    [InlineData("""{ "connection": "ID", "code": 1006 }""")]
    [InlineData("""{ "connection": "ID", "code": 99 }""")]
    public async Task CloseCode_ThatMayNotBeSent_IsRefused(string details)
    {
        await using var site = await AdminSite.StartAsync();
        using var client = await site.ConnectAsync();
        using var looker = await site.LookAsync();
        var id = (await site.AskAsync(looker, "connections")).GetProperty("rows")[0].GetProperty("id").GetString();

        var answer = await site.AskAsync(looker, "close", JsonElement.Parse(details.Replace("ID", id, StringComparison.Ordinal)));

        Assert.StartsWith("error: ", answer.GetString(), StringComparison.Ordinal);
        Assert.Equal(1, site.Server.ConnectionCount);
    }

    [Fact]
    public async Task BrokenScript_IsRefusedWithItsLine_AndAGoodOneIsLiveAndTakenBack()
    {
        await using var site = await AdminSite.StartAsync();
        using var looker = await site.LookAsync();

        site.Write("export function onMessage(connection, text) {\n  connection.send(text;\n}\n");
        var refused = (await site.AskAsync(looker, "reload"))[0];
        site.Write("export function onMessage(connection, text) { connection.send(`new ${text}`); }\n");
        var live = (await site.AskAsync(looker, "reload"))[0];
        var back = (await site.AskAsync(looker, "rollback"))[0];

        Assert.Equal(("refused", 1), (refused.GetProperty("outcome").GetString(), refused.GetProperty("generation").GetInt32()));
        Assert.Contains("main.js:2:", refused.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains(refused.GetProperty("source").EnumerateArray(), line => line.GetString() == ">     2 │   connection.send(text;");
        Assert.Equal(("live", "rolledback"), (live.GetProperty("outcome").GetString(), back.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task Log_IsToldWhileItIsWatched()
    {
        await using var site = await AdminSite.StartAsync();
        using var client = await site.ConnectAsync();
        using var looker = await site.LookAsync();
        await client.SendAsync("before");
        Assert.Equal("echo before", await client.ReceiveTextAsync());

        await looker.SendAsync("""{ "id": 1000, "ask": "watch", "log": true }""");
        var kept = await AdminSite.EventAsync(looker, "log");
        await client.SendAsync("after");
        var fresh = await AdminSite.EventAsync(looker, "log");

        Assert.Contains(Texts(kept), text => text == "heard before");
        Assert.Contains(Texts(fresh), text => text == "heard after");

        static IEnumerable<string?> Texts(JsonElement told) => told.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Messages_AreShownWhileTheTapIsOpen_WithoutSecrets()
    {
        await using var site = await AdminSite.StartAsync();
        using var client = await site.ConnectAsync();
        using var looker = await site.LookAsync();

        await site.AskAsync(looker, "watch", new { messages = true });
        await client.SendAsync("""{"user":"anna","password":"hunter2"}""");
        var shown = (await AdminSite.EventAsync(looker, "messages")).GetProperty("shown")[0];

        Assert.Equal("""{"user":"anna","password":…}""", shown.GetProperty("text").GetString());
        Assert.Equal(36, shown.GetProperty("length").GetInt32());
    }

    [Fact]
    public async Task Configuration_IsShownWithoutSecrets()
    {
        await using var site = await AdminSite.StartAsync();
        using var looker = await site.LookAsync();

        var settings = (await site.AskAsync(looker, "configuration")).EnumerateArray().ToDictionary(pair => pair[0].GetString()!, pair => pair[1].GetString());

        Assert.Equal(("main.js", "30s", "alice", "…"), (settings["endpoints[0].script"], settings["heartbeat.interval"], settings["authentication.users[0].name"], settings["authentication.users[0].passwordHash"]));
    }

    [Fact]
    public async Task Playground_IsAClientOfTheServer()
    {
        await using var site = await AdminSite.StartAsync();
        using var looker = await site.LookAsync();

        await looker.SendAsync("""{ "id": 1000, "ask": "playground", "what": "open", "path": "/?room=garden" }""");
        Assert.Equal("open", (await AdminSite.EventAsync(looker, "playground")).GetProperty("what").GetProperty("kind").GetString());
        await looker.SendAsync("""{ "id": 1001, "ask": "playground", "what": "send", "text": "hi" }""");
        Assert.Equal("echo hi", (await AdminSite.EventAsync(looker, "playground")).GetProperty("what").GetProperty("text").GetString());
        await looker.SendAsync("""{ "id": 1002, "ask": "playground", "what": "close" }""");
        Assert.Equal("closed", (await AdminSite.EventAsync(looker, "playground")).GetProperty("what").GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("close")]
    [InlineData("send")]
    [InlineData("reload")]
    [InlineData("rollback")]
    [InlineData("playground")]
    public async Task PageThatOnlyShows_DoesNothing(string ask)
    {
        await using var site = await AdminSite.StartAsync(AdminSite.Default with { ReadOnly = true });
        using var looker = await site.LookAsync();

        Assert.Equal("error: This page only shows (admin.readOnly).", (await site.AskAsync(looker, ask)).GetString());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{")]
    [InlineData("\u0000")]
    public async Task QuestionThatIsNoJson_EndsTheConnection(string text)
    {
        await using var site = await AdminSite.StartAsync();
        using var looker = await site.LookAsync();

        await looker.SendAsync(text);

        while (true)
        {
            try
            {
                await looker.ReceiveTextAsync();
            }
            catch (Xunit.Sdk.EqualException)
            {
                break; // a Close frame came in place of a text
            }
        }

        Assert.Equal((1007, "not JSON"), looker.Close);
    }

    [Theory]
    [InlineData("password=hunter2 rest", "password=… rest")]
    [InlineData("""{"apiKey": "abc", "n": 1}""", """{"apiKey": …, "n": 1}""")]
    [InlineData("Authorization: Bearer abc.def.ghi", "Authorization: …")]
    [InlineData("see eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl here", "see … here")]
    [InlineData("an ordinary sentence of some length", "an ordinary sentence of some length")]
    [InlineData("", "")]
    public void Secret_IsLeftOut(string text, string expected) => Assert.Equal(expected, Secrets.Hide(text));

    [Fact]
    public void Log_KeepsTheLastLinesOnly()
    {
        using var log = new AdminLog();
        var logger = log.CreateLogger("ScriptWs.Some");
        for (var line = 1; line <= AdminLog.Capacity + 10; line++) logger.Log(Microsoft.Extensions.Logging.LogLevel.Information, default, line, null, (number, _) => $"{number}");

        var kept = log.Since(0);

        Assert.Equal((AdminLog.Capacity, "11", "510"), (kept.Length, kept[0].Text, kept[^1].Text));
        Assert.Empty(log.Since(kept[^1].Number));
    }
}
