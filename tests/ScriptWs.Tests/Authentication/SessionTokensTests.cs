using Microsoft.Extensions.Time.Testing;
using ScriptWs.Authentication;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Authentication;

public sealed class SessionTokensTests
{
    private static readonly KnownUser Alice = new("alice", ["admin"]), Bob = new("bob", []);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Token_Always_Has256BitsInBase64Url()
    {
        var tokens = Tokens(new());

        string[] created = [tokens.Create(Alice), tokens.Create(Alice)];

        Assert.All(created, token => Assert.Matches("^[A-Za-z0-9_-]{43}$", token));
        Assert.NotEqual(created[0], created[1]);
    }

    [Theory]
    [InlineData(true, "alice,")]
    [InlineData(false, "alice,alice")]
    public void Take_Twice_FollowsSingleUse(bool singleUse, string expected)
    {
        var tokens = Tokens(new() { SingleUse = singleUse });
        var token = tokens.Create(Alice);

        Assert.Equal(expected, $"{tokens.Take(token, "/")?.Name},{tokens.Take(token, "/")?.Name}");
    }

    [Theory]
    [InlineData(59.9, "alice")]
    [InlineData(60, null)]
    public void Take_AfterSomeTime_FollowsTheLifetime(double seconds, string? expected)
    {
        var tokens = Tokens(new() { Lifetime = TimeSpan.FromSeconds(60) });
        var token = tokens.Create(Alice);

        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, tokens.Take(token, "/")?.Name);
    }

    [Fact]
    public void Take_OfATokenChangedByOneCharacter_IsNobody()
    {
        var tokens = Tokens(new());
        var token = tokens.Create(Alice);

        Assert.Null(tokens.Take((token[0] == 'A' ? 'B' : 'A') + token[1..], "/"));
        Assert.Equal("alice", tokens.Take(token, "/")?.Name);
    }

    [Fact]
    public void Create_OverTheUsersNumber_ForgetsTheUsersOldest()
    {
        var tokens = Tokens(new() { MaxTokensPerUser = 2 });

        string[] created = [tokens.Create(Bob), tokens.Create(Alice), tokens.Create(Alice), tokens.Create(Alice)];

        Assert.Equal(["bob", null, "alice", "alice"], created.Select(token => tokens.Take(token, "/")?.Name));
    }

    [Fact]
    public void Create_OverTheNumberOfAll_ForgetsTheOldest()
    {
        var tokens = Tokens(new() { MaxTokens = 2 });

        string[] created = [tokens.Create(Bob), tokens.Create(Alice), tokens.Create(Alice)];

        Assert.Equal([null, "alice", "alice"], created.Select(token => tokens.Take(token, "/")?.Name));
    }

    [Fact]
    public void Take_AtAnotherEndpointThanItsOwn_IsNobodyAndUsesItUp()
    {
        var tokens = Tokens(new() { SingleUse = false });
        var token = tokens.Create(Alice, "/chat");

        Assert.Equal([null, null], new[] { tokens.Take(token, "/"), tokens.Take(token, "/chat") });
    }

    private SessionTokens Tokens(SessionOptions options) => new(options, _clock);
}
