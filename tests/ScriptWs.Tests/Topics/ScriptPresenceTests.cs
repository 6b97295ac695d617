using ScriptWs.Configuration;
using ScriptWs.Tests.Scripting;
using ScriptWs.Topics;

namespace ScriptWs.Tests.Topics;

/// <summary>What scripts see of who is present.</summary>
public sealed class ScriptPresenceTests
{
    private const string Script = """
        export async function onMessage(connection, text) {
          const [what, topic = "room", info] = text.split(" ");
          try {
            if (what === "present") connection.send(`${connection.present(topic, info && { name: info })}`);
            else if (what === "absent") connection.send(`${connection.absent(topic)}`);
            else if (what === "large") connection.present(topic, "x".repeat(5000));
            else if (what === "many") for (let i = 0; ; i++) connection.present(`room ${i}`);
            else if (what === "count") connection.send(JSON.stringify(await server.presenceCount(topic)));
            else connection.send((await server.presence(topic)).map((one) => `${one.info?.name} ${one.user} ${one.id.length}`).join());
          } catch (e) { connection.send(`${e.name}: ${e.message}`); }
        }
        export function onPresence(topic, { joined, left }) {
          console.log(`${topic} +${joined.map((one) => one.info?.name)} -${left.map((one) => one.info?.name)}`);
        }
        """;

    private const string NoPresence = "there is no presence in \"other\"; add a rule with presence to topics in server.json.";

    private static readonly TopicOptions Rule = new() { Match = "room*", Presence = true };

    [Fact]
    public void Present_WithInformation_IsListed()
    {
        using var hosted = Hosted.WithTopics(Script, Rule);
        var (transport, connection) = hosted.Open();

        foreach (var text in (string[])["present room anna", "present room anna", "list", "count", "absent", "absent", "list"])
            connection.OnReceived(ClientFrame.Text(text));

        Assert.Equal(
            ["true", "false", "anna null 36", "{\"connections\":1,\"users\":0}", "true", "false", ""],
            Hosted.Received(transport).Select(frame => frame["text \"".Length..^1]));
    }

    [Fact]
    public void OnPresence_AfterManyChanges_IsToldOnce()
    {
        using var hosted = Hosted.WithTopics(Script, Rule);
        var (_, anna) = hosted.Open();
        var (_, ben) = hosted.Open();
        var (_, carla) = hosted.Open();

        anna.OnReceived(ClientFrame.Text("present room anna"));
        ben.OnReceived(ClientFrame.Text("present room ben"));
        carla.OnReceived(ClientFrame.Text("present room carla"));
        carla.OnReceived(ClientFrame.Text("absent"));
        Assert.Empty(hosted.Said.Lines);
        hosted.Clock.Advance(PresenceLimits.Gathering);

        Assert.Equal(["room +anna,ben -"], hosted.Said.Lines);
    }

    [Fact]
    public void OnPresence_WhenAConnectionCloses_SaysThatItLeft()
    {
        using var hosted = Hosted.WithTopics(Script, Rule);
        var (transport, connection) = hosted.Open();
        connection.OnReceived(ClientFrame.Text("present room anna"));
        hosted.Clock.Advance(PresenceLimits.Gathering);

        transport.Sink!.OnDisconnected();
        hosted.Clock.Advance(PresenceLimits.Gathering);

        Assert.Equal(["room +anna -", "room + -anna"], hosted.Said.Lines);
    }

    [Fact]
    public void OnPresence_WhenTheInformationChanges_SaysSo()
    {
        using var hosted = Hosted.WithTopics(Script, Rule);
        var (_, connection) = hosted.Open();
        connection.OnReceived(ClientFrame.Text("present room anna"));
        hosted.Clock.Advance(PresenceLimits.Gathering);

        connection.OnReceived(ClientFrame.Text("present room away"));
        hosted.Clock.Advance(PresenceLimits.Gathering);

        Assert.Equal(["room +anna -", "room +away -"], hosted.Said.Lines);
    }

    [Theory]
    [InlineData("present other", "TypeError: connection.present: " + NoPresence)]
    [InlineData("list other", "TypeError: server.presence: " + NoPresence)]
    [InlineData("large room", "RangeError: connection.present: the information has at most 4096 bytes.")]
    [InlineData("many", "RangeError: connection.present: a connection is present in at most 100 topics.")]
    public void Call_ThatCannotBe_SaysWhatWouldBe(string text, string error)
    {
        using var hosted = Hosted.WithTopics(Script, Rule);
        var (transport, connection) = hosted.Open();

        connection.OnReceived(ClientFrame.Text(text));

        Assert.Equal([$"text \"{error}\""], Hosted.Received(transport));
    }
}
