using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Supervision;
using ScriptWs.Tests.Connections;

namespace ScriptWs.Tests.Authentication;

/// <summary>Connections end with their tokens, and nothing is kept of those that left before.</summary>
public sealed class TokenExpiryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_OfDifferentEnds_CloseTheirConnectionsInOrder()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.GuardedByTokens with { Bearer = new() { Secret = TokenForge.Secret, ClockSkew = TimeSpan.Zero } });
        var clients = new List<DotNetClient>();
        foreach (var seconds in new[] { 300, 60, 180, 60 }) clients.Add(await ConnectAsync(server, TokenForge.Hs256(claims => claims["exp"] = TokenForge.Start + seconds)));

        server.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("3000 token expired", await EndAsync(clients[1]));
        Assert.Equal("3000 token expired", await EndAsync(clients[3]));
        server.Clock.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal("3000 token expired", await EndAsync(clients[2]));
        Assert.Equal(1, server.Server.ConnectionCount);
        server.Clock.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal("3000 token expired", await EndAsync(clients[0]));

        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Reauthenticate_InCSharp_MovesTheEndAndChangesTheUser()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.GuardedByTokens);
        using var client = await ConnectAsync(server, TokenForge.Hs256());
        var connection = Assert.Single(server.Server.Connections);
        var end = DateTimeOffset.FromUnixTimeSeconds(TokenForge.Start + 9000 + 30);

        var wrong = await connection.ReauthenticateAsync(TokenForge.Hs256(secret: "another-secret-of-at-least-32-bytes-0123"), Cancel);
        var another = await connection.ReauthenticateAsync(TokenForge.Hs256(claims => claims["sub"] = "bob"), Cancel);
        var noToken = await connection.ReauthenticateAsync("two words", Cancel);
        var right = await connection.ReauthenticateAsync(TokenForge.Hs256(claims => (claims["exp"], claims["roles"]) = (TokenForge.Start + 9000, "reader")), Cancel);
        server.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Null(wrong ?? another ?? noToken);
        Assert.Equal((end, "alice", "reader"), (right?.ExpiresAt, right?.Name, right?.Roles.Single()));
        Assert.Equal(right?.ExpiresAt, connection.User?.ExpiresAt);
        Assert.True(connection.IsOpen);
        server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("3000 token expired", await EndAsync(client));
    }

    [Fact]
    public async Task Reauthenticate_WhereRolesNoLongerLetIn_ChangesNothing()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.GuardedByTokens, [new EndpointOptions { Authentication = new() { Roles = ["admin"] } }]);
        using var client = await ConnectAsync(server, TokenForge.Hs256());
        var connection = Assert.Single(server.Server.Connections);

        Assert.Null(await connection.ReauthenticateAsync(TokenForge.Hs256(claims => claims["roles"] = "reader"), Cancel));
        Assert.Equal(["admin"], connection.User?.Roles);
    }

    [Fact]
    public async Task Reauthenticate_OfNobody_ProvesNothing()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.GuardedByTokens with { AllowAnonymous = true });
        using var client = await DotNetClient.ConnectAsync(server.Server.Addresses[0], null);

        Assert.Null(await Assert.Single(server.Server.Connections).ReauthenticateAsync(TokenForge.Hs256(), Cancel));
    }

    [Fact]
    public void Connections_ThatLeftBefore_AreForgotten()
    {
        var wire = new Wire();
        using var expiry = new TokenExpiry(wire.Clock, new NullLogger<TokenExpiry>());
        var (_, connection) = wire.Open();
        connection.User = new ConnectionUser("alice", [], "bearer") { ExpiresAt = wire.Clock.GetUtcNow().AddSeconds(60) };

        expiry.Watch(connection);
        expiry.Watch(connection);
        Assert.Equal(1, expiry.Count);
        expiry.Forget(connection);
        Assert.Equal(0, expiry.Count);

        connection.Abort();
        expiry.Watch(connection);
        Assert.Equal(0, expiry.Count);
    }

    [Fact]
    public void Clock_SetAhead_IsNoticedWithinAMinute()
    {
        var wire = new Wire();
        var clock = new SettableClock();
        using var expiry = new TokenExpiry(clock, new NullLogger<TokenExpiry>());
        var (_, connection) = wire.Open();
        connection.User = new ConnectionUser("alice", [], "bearer") { ExpiresAt = clock.GetUtcNow().AddHours(8) };
        expiry.Watch(connection);

        clock.Set = TimeSpan.FromHours(9);
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.NotEqual(ConnectionState.Open, connection.State);
    }

    private static Task<DotNetClient> ConnectAsync(GuardedServer server, string token) =>
        DotNetClient.ConnectAsync(server.Server.Addresses[0], options => options.SetRequestHeader("Authorization", $"Bearer {token}"));

    private static async Task<string> EndAsync(DotNetClient client)
    {
        await client.ReceiveTextAsync();
        await client.ReceiveCloseAsync();
        return $"{client.Close.Code} {client.Close.Reason}";
    }

    /// <summary>A clock whose time of day somebody sets; its timers do not feel that.</summary>
    private sealed class SettableClock : FakeTimeProvider
    {
        public TimeSpan Set { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Set;
    }
}
