using System.Net;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Authentication;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Running;
using ScriptWs.Storage;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Cluster;

/// <summary>Session logins and failed logins of two nodes.</summary>
public sealed class SharedLoginTests
{
    private static readonly SessionOptions Options = new() { Enabled = true, Lifetime = TimeSpan.FromMinutes(5), MaxTokensPerUser = 2 };

    private static readonly UserDirectory Users = new([]);

    private static readonly KnownUser Anna = new("anna", ["admin", "user"], """{"team":"blue"}""")
    {
        ExpiresAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    private readonly FakeTimeProvider _clock = new();
    private readonly LogLines _log = new();
    private readonly MemoryStorage _state;

    public SharedLoginTests() => _state = new MemoryStorage(static () => new StorageLimits(0, 0, 0, 0), _clock);

    [Fact]
    public async Task Token_OfOneNode_IsGoodAtAnotherOnce()
    {
        var token = await Node().CreateAsync(Anna, null);

        var user = await Node().TakeAsync(token!, "/chat");

        Assert.NotNull(user);
        Assert.Equal((Anna.Name, Anna.Claims, Anna.ExpiresAt), (user.Name, user.Claims, user.ExpiresAt));
        Assert.Equal(Anna.Roles, user.Roles);
        Assert.Null(await Node().TakeAsync(token!, "/chat"));
    }

    [Fact]
    public async Task Token_ShownToManyNodesAtOnce_IsGoodAtOne()
    {
        var token = await Node().CreateAsync(Anna, null);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Node().TakeAsync(token!, "/").AsTask())));

        Assert.Single(results, user => user is not null);
    }

    [Fact]
    public async Task Token_OfAnotherEndpoint_IsWrongAndUsedUp()
    {
        var token = await Node().CreateAsync(Anna, "/chat");

        Assert.Null(await Node().TakeAsync(token!, "/other"));
        Assert.Null(await Node().TakeAsync(token!, "/chat"));
    }

    [Fact]
    public async Task Token_AfterItsLifetime_IsWrong()
    {
        var token = await Node().CreateAsync(Anna, null);

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await Node().TakeAsync(token!, "/"));
    }

    [Fact]
    public async Task Tokens_OverTheNumberOfAUser_DiscardTheOldest()
    {
        var tokens = new List<string?>();
        for (var i = 0; i < 3; i++) tokens.Add(await Node().CreateAsync(Anna, null));

        Assert.Null(await Node().TakeAsync(tokens[0]!, "/"));
        Assert.NotNull(await Node().TakeAsync(tokens[1]!, "/"));
        Assert.NotNull(await Node().TakeAsync(tokens[2]!, "/"));
    }

    [Fact]
    public async Task Storage_OfTokens_ContainsNoToken()
    {
        var token = await Node().CreateAsync(Anna, null);

        foreach (var entry in await _state.ListAsync("", null, 10))
        {
            Assert.DoesNotContain(token!, entry.Key, StringComparison.Ordinal);
            Assert.DoesNotContain(token!, System.Text.Encoding.UTF8.GetString(entry.Value), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Login_WithoutTheBroker_IsRefused()
    {
        var name = $"logins-{Guid.NewGuid()}";
        var hub = MemoryHub.Enter(name);
        var setup = new StorageSetup(new(), ".", static () => new StorageLimits(0, 0, 0, 0), _clock, _log);
        await using var state = new HubStorage(name, setup);
        var sessions = new StoredSessions(Options, state, Users, _clock);
        hub.Problem = "it is gone";

        await Assert.ThrowsAsync<StorageException>(() => sessions.CreateAsync(Anna, null).AsTask());
        hub.Leave();
    }

    [Fact]
    public async Task Login_AtOneServer_OpensAConnectionToAnother()
    {
        await using var servers = await StartAsync();
        var token = await GetAsync(servers.First, "/sgc/req/auth/session/anna/secret");

        using var client = await DotNetClient.ConnectAsync(new Uri(servers.Second.Addresses[0], $"/sgc/auth/session/{token.Body}/"));

        Assert.Equal("anna", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Failures_AtBothServers_CountTogether()
    {
        await using var servers = await StartAsync();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            var server = i % 2 == 0 ? servers.First : servers.Second;
            statuses.Add((await GetAsync(server, "/sgc/req/auth/session/anna/wrong")).Status);
            await TwoServers.EventuallyAsync(() => servers.First.IsIdle && servers.Second.IsIdle);
        }

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests],
            statuses);
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(ScriptWsServer server, string path)
    {
        using var client = new HttpClient();
        var address = new UriBuilder(server.Addresses[0]) { Scheme = "http", Path = path }.Uri;
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim());
    }

    private static Task<TwoServers> StartAsync() => TwoServers.StartAsync(
        $"memory:logins-{Guid.NewGuid()}",
        "export function onConnect(connection) { connection.send(connection.user.name); }",
        adjust: options => options with
        {
            Authentication = new AuthenticationOptions
            {
                Enabled = true,
                MaxFailures = 2,
                Users = [new UserOptions { Name = "anna", Password = "secret" }],
            },
        });

    private StoredSessions Node() => new(Options, _state, Users, _clock);
}
