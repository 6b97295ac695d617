using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Running;
using ScriptWs.Storage;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Cluster;

/// <summary>The messages of a user over all nodes.</summary>
public sealed class UserRateTests
{
    private static readonly RateOptions Rate = new(100, TimeSpan.FromMinutes(1));

    private readonly FakeTimeProvider _clock = new();
    private readonly LogLines _log = new();
    private readonly MemoryStorage _state;

    public UserRateTests() => _state = new MemoryStorage(static () => new StorageLimits(0, 0, 0, 0), _clock);

    [Fact]
    public void Messages_OfOneNode_AreLimitedPerPeriod()
    {
        var alone = new UserRates(Rate, null, _clock, _log);

        Assert.Equal(100, Taken(1000, alone));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, Taken(1000, alone));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, Taken(1000, alone));
    }

    [Fact]
    public void Messages_OfSeveralNodes_AreLimitedTogether()
    {
        UserRates[] nodes = [Node(), Node(), Node()];

        var taken = Taken(1000, nodes);

        Assert.InRange(taken, 100, 130);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(100, Taken(1000, nodes[0]));
    }

    [Fact]
    public void Messages_OfOneNodeOfSeveral_GetTheWholeLimit() => Assert.Equal(100, Taken(1000, Node()));

    [Fact]
    public void Users_AreLimitedEach()
    {
        var node = Node();

        Assert.Equal(100, Enumerable.Range(0, 200).Count(_ => node.TryTake("anna")));
        Assert.Equal(100, Enumerable.Range(0, 200).Count(_ => node.TryTake("ben")));
    }

    [Fact]
    public async Task Storage_IsAskedOncePerShare()
    {
        Taken(1000, Node());

        var entry = Assert.Single(await _state.ListAsync("rate ", null, 10));
        Assert.NotNull(entry.ExpiresAt);
        Assert.InRange(_state.Figures.Keys, 1, 1);
    }

    [Fact]
    public async Task Node_WithoutTheBroker_CountsAlone()
    {
        var name = $"rates-{Guid.NewGuid()}";
        var hub = MemoryHub.Enter(name);
        var setup = new StorageSetup(new(), ".", static () => new StorageLimits(0, 0, 0, 0), _clock, _log);
        await using var state = new HubStorage(name, setup);
        var node = new UserRates(Rate, () => state, _clock, _log);
        hub.Problem = "it is gone";

        Assert.Equal(100, Taken(1000, node));
        hub.Leave();
    }

    [Fact]
    public async Task Client_OverTheLimitOfItsUser_IsClosedOnWhicheverServer()
    {
        await using var servers = await TwoServers.StartAsync(
            $"memory:rates-{Guid.NewGuid()}",
            "export function onMessage(connection, text) { connection.send(text); }",
            _clock,
            adjust: options => options with
            {
                Limits = options.Limits with { UserMessageRate = new RateOptions(4, TimeSpan.FromMinutes(1)) },
                Authentication = new AuthenticationOptions
                {
                    Enabled = true,
                    Users = [new UserOptions { Name = "anna", Password = "secret" }],
                },
            });
        using var first = await DotNetClient.ConnectAsync(await AddressAsync(servers.First));
        using var second = await DotNetClient.ConnectAsync(await AddressAsync(servers.Second));

        for (var i = 0; i < 2; i++)
        {
            foreach (var client in new[] { first, second })
            {
                await client.SendAsync("hello");
                Assert.Equal("hello", await client.ReceiveTextAsync());
            }
        }

        await second.SendAsync("one too many");
        await second.ReceiveCloseAsync();

        Assert.Equal(1008, second.Close.Code);
    }

    private static async Task<Uri> AddressAsync(ScriptWsServer server)
    {
        using var client = new HttpClient();
        var login = new UriBuilder(server.Addresses[0]) { Scheme = "http", Path = "/sgc/req/auth/session/anna/secret" }.Uri;
        var token = await client.GetStringAsync(login, TestContext.Current.CancellationToken);
        return new Uri(server.Addresses[0], $"/sgc/auth/session/{token.Trim()}/");
    }

    private static int Taken(int tries, params UserRates[] nodes) =>
        Enumerable.Range(0, tries).Count(i => nodes[i % nodes.Length].TryTake("anna"));

    private UserRates Node() => new(Rate, () => _state, _clock, _log);
}
