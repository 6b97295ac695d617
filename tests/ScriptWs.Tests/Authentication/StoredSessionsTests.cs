using Microsoft.Extensions.Time.Testing;
using ScriptWs.Authentication;
using ScriptWs.Configuration;
using ScriptWs.Storage;

namespace ScriptWs.Tests.Authentication;

/// <summary>Session tokens in a storage: what holds for those in memory, and what comes with the storage.</summary>
public sealed class StoredSessionsTests
{
    private static readonly KnownUser Alice = new("alice", ["admin"]), Bob = new("bob", []);

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(30));
    private readonly MemoryStorage _storage;

    public StoredSessionsTests() => _storage = new MemoryStorage(static () => new StorageLimits(0, 0, 0, 0), _clock);

    [Fact]
    public async Task Token_Always_Has256BitsInBase64Url()
    {
        var tokens = Tokens(new());

        string?[] created = [await CreateAsync(tokens, Alice), await CreateAsync(tokens, Alice)];

        Assert.All(created, token => Assert.Matches("^[A-Za-z0-9_-]{43}$", token));
        Assert.NotEqual(created[0], created[1]);
    }

    [Theory]
    [InlineData(true, "alice,")]
    [InlineData(false, "alice,alice")]
    public async Task Take_Twice_FollowsSingleUse(bool singleUse, string expected)
    {
        var tokens = Tokens(new() { SingleUse = singleUse });
        var token = await CreateAsync(tokens, Alice);

        Assert.Equal(expected, $"{await NameAsync(tokens, token)},{await NameAsync(tokens, token)}");
    }

    [Theory]
    [InlineData(59.9, "alice")]
    [InlineData(60, null)]
    public async Task Take_AfterSomeTime_FollowsTheLifetime(double seconds, string? expected)
    {
        var tokens = Tokens(new() { Lifetime = TimeSpan.FromSeconds(60), SingleUse = false });
        var token = await CreateAsync(tokens, Alice);

        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, await NameAsync(tokens, token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("not-base64-but-as-long-as-a-token-is-!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Take_OfATokenThatWasInvented_IsNobody(string token)
    {
        var tokens = Tokens(new());
        await CreateAsync(tokens, Alice);

        Assert.Null(await NameAsync(tokens, token));
    }

    [Fact]
    public async Task Take_OfATokenChangedByOneCharacter_IsNobody()
    {
        var tokens = Tokens(new());
        var token = await CreateAsync(tokens, Alice);

        Assert.Null(await NameAsync(tokens, token[..20] + (token[20] == 'A' ? 'B' : 'A') + token[21..]));
        Assert.Equal("alice", await NameAsync(tokens, token));
    }

    [Fact]
    public async Task Create_OverTheUsersNumber_ForgetsTheUsersOldest()
    {
        var tokens = Tokens(new() { MaxTokensPerUser = 2 });

        string[] created =
        [
            await CreateAsync(tokens, Bob),
            await CreateAsync(tokens, Alice),
            await CreateAsync(tokens, Alice),
            await CreateAsync(tokens, Alice),
        ];

        Assert.Equal(["bob", null, "alice", "alice"], await NamesAsync(tokens, created));
    }

    [Fact]
    public async Task Create_OfManyUsers_KeepsAtMostTheNumberOfAll()
    {
        var tokens = Tokens(new() { MaxTokens = 200 });
        var created = new List<string>();

        for (var i = 0; i < 1000; i++) created.Add(await CreateAsync(tokens, new KnownUser($"user-{i}", [])));

        Assert.InRange((await NamesAsync(tokens, created)).Count(name => name is not null), 100, 200);
        Assert.InRange(_storage.Figures.Keys, 1, 5);
    }

    [Fact]
    public async Task Take_AtAnotherEndpointThanItsOwn_IsNobodyAndUsesItUp()
    {
        var tokens = Tokens(new() { SingleUse = false });
        var token = (await tokens.CreateAsync(Alice, "/chat"))!;

        Assert.Equal([null, null], new[] { await tokens.TakeAsync(token, "/"), await tokens.TakeAsync(token, "/chat") });
    }

    [Fact]
    public async Task Take_ByAnotherServer_KnowsTheUser()
    {
        var until = _clock.GetUtcNow() + TimeSpan.FromHours(1);
        var user = new KnownUser("carol", ["reader", "writer"], """{"team":"red"}""") { ExpiresAt = until };
        var token = (await Tokens(new()).CreateAsync(user, "/chat"))!;

        var found = await Tokens(new()).TakeAsync(token, "/chat");

        Assert.Equal(
            ("carol", "reader writer", """{"team":"red"}""", until),
            (found!.Name, string.Join(' ', found.Roles), found.Claims, found.ExpiresAt));
    }

    [Fact]
    public async Task Take_ByManyAtOnce_LetsOneIn()
    {
        var (tokens, other) = (Tokens(new()), Tokens(new()));
        var token = await CreateAsync(tokens, Alice);

        var names = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => NameAsync(i % 2 == 0 ? tokens : other, token))));

        Assert.Equal("alice", Assert.Single(names, name => name is not null));
    }

    [Fact]
    public async Task Take_OfAConfiguredUser_FollowsTheConfiguration()
    {
        var before = new UserOptions { Name = "alice", Password = "sesame", Roles = ["admin"] };
        var token = await CreateAsync(Tokens(new() { SingleUse = false }, before), Alice);

        var same = await Tokens(new() { SingleUse = false }, before with { Roles = ["guest"] }).TakeAsync(token, "/");
        var changed = await Tokens(new() { SingleUse = false }, before with { Password = "other" }).TakeAsync(token, "/");
        var again = await CreateAsync(Tokens(new() { SingleUse = false }, before), Alice);
        var gone = await Tokens(new()).TakeAsync(again, "/");

        Assert.Equal(["guest"], same!.Roles);
        Assert.Null(changed);
        Assert.Null(gone);
    }

    [Fact]
    public async Task Storage_WithSessions_HoldsNoToken()
    {
        var token = await CreateAsync(Tokens(new(), new UserOptions { Name = "alice", Password = "sesame" }), Alice);

        foreach (var entry in await _storage.ListAsync("", null, 100))
        {
            var text = $"{entry.Key} {System.Text.Encoding.UTF8.GetString(entry.Value)}";
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
            Assert.DoesNotContain("sesame", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Storage_ThatScriptsHaveFilled_StillKeepsSessions()
    {
        var full = new MemoryStorage(static () => new StorageLimits(1, 10, 1, 10), _clock);
        var tokens = new StoredSessions(new(), full, new UserDirectory([]), _clock);
        await full.CommitAsync(StorageCommit.Of("/", StorageWrite.Set("k", [1], null)));

        Assert.Equal("alice", (await tokens.TakeAsync((await tokens.CreateAsync(Alice, null))!, "/"))?.Name);
    }

    [Fact]
    public async Task Session_WithClaimsThatAreTooLarge_IsNotKept() =>
        Assert.Null(await Tokens(new()).CreateAsync(new KnownUser("alice", [], new string('x', 20_000)), "/"));

    private StoredSessions Tokens(SessionOptions options, params UserOptions[] users) =>
        new(options, _storage, new UserDirectory(users), _clock);

    private static async Task<string> CreateAsync(StoredSessions tokens, KnownUser user) => (await tokens.CreateAsync(user, null))!;

    private static async Task<string?> NameAsync(StoredSessions tokens, string token) => (await tokens.TakeAsync(token, "/"))?.Name;

    private static async Task<IReadOnlyList<string?>> NamesAsync(StoredSessions tokens, IEnumerable<string> all)
    {
        var names = new List<string?>();
        foreach (var token in all) names.Add(await NameAsync(tokens, token));
        return names;
    }
}
