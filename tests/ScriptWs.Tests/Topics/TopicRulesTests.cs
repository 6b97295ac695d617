using ScriptWs.Configuration;
using ScriptWs.Topics;

namespace ScriptWs.Tests.Topics;

public sealed class TopicRulesTests
{
    [Theory]
    [InlineData("chat", "chat", true)]
    [InlineData("chat", "chats", false)]
    [InlineData("chat:*", "chat:", true)]
    [InlineData("chat:*", "chat:1:2", true)]
    [InlineData("chat:*", "chat", false)]
    [InlineData("*:log", "a:log", true)]
    [InlineData("*:log", "log", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*a", "aa", true)]
    [InlineData("*", "anything", true)]
    public void Find_WithAPattern_FitsWhatItSays(string match, string topic, bool fits)
    {
        var rules = new TopicRules([new TopicOptions { Match = match, History = 1 }]);

        Assert.Equal(fits, rules.Find(topic) is not null);
        Assert.Equal(fits, rules.Find(topic) is not null); // remembered
    }

    [Fact]
    public void Find_WhenSeveralFit_GivesTheFirst()
    {
        var rules = new TopicRules(
            [new TopicOptions { Match = "chat:big", History = 9 }, new TopicOptions { Match = "chat:*", History = 1 }]);

        Assert.Equal(9, rules.Find("chat:big")!.History);
        Assert.Equal(1, rules.Find("chat:small")!.History);
    }

    [Fact]
    public void Check_OfRulesThatCannotBe_NamesThem()
    {
        TopicOptions[] topics =
        [
            new() { Match = "", History = 1 },
            new() { Match = "a*b*", History = 1 },
            new() { Match = "c", History = 1 },
            new() { Match = "c", Presence = true },
            new() { Match = "d" },
        ];

        Assert.Equal(
            [
                "topics[0].match must be a name, or a pattern with one *, as in \"chat:*\" (found \"\")",
                "topics[1].match must be a name, or a pattern with one *, as in \"chat:*\" (found \"a*b*\")",
                "topics[3].match is listed twice (found \"c\"); remove one",
                "topics[4] has no effect; set history or presence, or remove the entry",
            ],
            TopicOptionsRules.Check(topics).Select(error => $"{error.Key} {error.Problem}"));
    }
}
