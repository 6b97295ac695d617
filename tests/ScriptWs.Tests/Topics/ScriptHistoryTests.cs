using ScriptWs.Configuration;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Topics;

/// <summary>What a script sees of a topic that has a history.</summary>
public sealed class ScriptHistoryTests
{
    private const string Script = """
        const positions = [];
        export async function onMessage(connection, text) {
          const [what, ...rest] = text.split(" ");
          try {
            if (what === "publish") positions.push(await server.publish("chat:1", rest.join(" ")));
            else if (what === "say") positions.push(await connection.publish("chat:1", rest.join(" ")));
            else if (what === "follow") show(connection, await connection.follow("chat:1", options(rest)));
            else if (what === "other") await connection.follow("other");
            else if (what === "plain") connection.send(`${server.publish("other", "x")}`);
          } catch (e) { connection.send(`${e.name}: ${e.message}`); }
        }
        const options = ([key, value]) =>
          key === "since" ? { since: positions[+value] ?? value } : key === "last" ? { last: +value } : key && { since: 7 };
        const show = (connection, { position, recovered, missed }) =>
          connection.send(`at ${positions.indexOf(position)} ${recovered} ${missed}`);
        """;

    private static readonly TopicOptions Rule = new() { Match = "chat:*", History = 3, Age = TimeSpan.FromMinutes(1) };

    [Fact]
    public void Follow_WithAPosition_SendsWhatWasMissedBeforeItSettles() => Expect(
        ["publish one", "publish two", "publish three", "follow since 0", "publish four"],
        "two", "three", "at 2 true 2", "four");

    [Fact]
    public void Follow_WithTheLastPosition_SendsNothing() => Expect(["publish one", "follow since 0", "publish two"], "at 0 true 0", "two");

    [Fact]
    public void Follow_WithAPositionThatIsGone_SaysSo() => Expect(
        ["publish 1", "publish 2", "publish 3", "publish 4", "publish 5", "follow since 0", "publish 6"], "at 4 false 0", "6");

    [Fact]
    public void Follow_WithAnInventedPosition_SaysSo() => Expect(["publish 1", "follow since never"], "at 0 false 0");

    [Fact]
    public void Follow_WithLast_SendsTheNewest() =>
        Expect(["publish 1", "publish 2", "publish 3", "follow last 2"], "2", "3", "at 2 true 2");

    [Fact]
    public void Follow_ByItsOwnPublisher_LeavesItsMessagesOut() => Expect(["say 1", "publish 2", "follow last 3"], "2", "at 1 true 1");

    [Fact]
    public void Follow_OfATopicWithoutHistory_IsRefused() => Expect(
        ["other"],
        "TypeError: connection.follow: \"other\" has no history; add a rule to topics in server.json, or call connection.subscribe.");

    [Fact]
    public void Follow_WithAWrongOption_IsRefused() => Expect(["follow 7"], "TypeError: connection.follow: since is a position, a string.");

    [Fact]
    public void Publish_ToATopicWithoutRule_ReturnsANumberAsBefore() => Expect(["plain"], "0");

    [Fact]
    public void Follow_AfterTheAge_SaysSo()
    {
        using var hosted = Hosted.WithTopics(Script, Rule);
        var (transport, connection) = hosted.Open();
        foreach (var text in (string[])["publish 1", "publish 2"]) connection.OnReceived(ClientFrame.Text(text));

        hosted.Clock.Advance(TimeSpan.FromMinutes(2));
        connection.OnReceived(ClientFrame.Text("follow since 0"));

        Assert.Equal([Wire("at 1 false 0")], Hosted.Received(transport));
    }

    [Fact]
    public void Follow_WhenOtherTopicsFilledTheMemory_SaysSo()
    {
        using var hosted = Hosted.WithTopics(
            Script + """
            export async function onBinary(connection) {
              for (let i = 0; i < 30; i++) await server.publish(`chat:big:${i}`, "x".repeat(50_000));
            }
            """,
            Rule);
        var (transport, connection) = hosted.Open();

        connection.OnReceived(ClientFrame.Text("publish 1"));
        connection.OnReceived(ClientFrame.Text("publish 2"));
        connection.OnReceived(ClientFrame.Binary([1]));
        connection.OnReceived(ClientFrame.Text("follow since 0"));

        Assert.Equal([Wire("at -1 false 0")], Hosted.Received(transport));
    }

    private static string Wire(string text) => $"text \"{text}\"";

    private static void Expect(string[] sent, params string[] received)
    {
        using var hosted = Hosted.WithTopics(Script, Rule);
        var (transport, connection) = hosted.Open();

        foreach (var text in sent) connection.OnReceived(ClientFrame.Text(text));

        Assert.Equal(received.Select(Wire), Hosted.Received(transport));
    }
}
