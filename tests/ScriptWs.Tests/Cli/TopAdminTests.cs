using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Tests.Admin;

namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws top</c> against the admin page itself.</summary>
public sealed class TopAdminTests
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Top_OfAnAdminPage_ShowsTheServer(bool readOnly)
    {
        await using var site = await AdminSite.StartAsync(AdminSite.Default with { ReadOnly = readOnly }, _clock);
        using var client = await site.ConnectAsync();
        await client.SendAsync("one");
        await client.ReceiveTextAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));

        var (exitCode, output, errors) = await TopAsync(site, AdminSite.Password, "--user", "alice");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith($"""
            scriptws top {site.Page.Address}  running, up 1 s
            listens on   {site.Server.Addresses[0]}

            connections  open 1                    opened 1                  closed 0
            messages     in 1/s                    out 1/s                   dropped 0

            """, output, StringComparison.Ordinal);
        Assert.Matches("\nSCRIPT   ENDPOINT  GENERATION  WORKERS\nmain.js  / +1 +1\n", output);
    }

    [Fact]
    public async Task Top_OfAnAdminPageAsJson_TellsItsState()
    {
        await using var site = await AdminSite.StartAsync(clock: _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var (_, output, _) = await TopAsync(site, AdminSite.Password, "--user", "alice", "--json");

        var state = JsonElement.Parse(output);
        Assert.Equal(("running", 0, 1), (state.GetProperty("status").GetString(), state.GetProperty("open").GetInt32(), state.GetProperty("scripts").GetArrayLength()));
    }

    [Theory]
    [InlineData("wrong", "alice", "refused: 401 Unauthorized (Please authenticate); the name or the password is wrong.")]
    [InlineData(AdminSite.Password, "bob", "refused: 403 Forbidden (This user may not connect here).")]
    [InlineData("", null, "refused: 401 Unauthorized (Please authenticate); log in with --user NAME.")]
    public async Task Top_ByWhoMayNotSeeIt_IsToldWhy(string password, string? user, string expected)
    {
        await using var site = await AdminSite.StartAsync(clock: _clock);

        var (exitCode, output, errors) = await TopAsync(site, password, user is null ? [] : ["--user", user]);

        Assert.Equal((1, "", $"scriptws: 127.0.0.1:{site.Page.Address.Port} {expected}\n"), (exitCode, output, errors));
    }

    private static Task<(int ExitCode, string Output, string Errors)> TopAsync(AdminSite site, string password, params string[] args) =>
        CliRun.RunWithInputAsync($"{password}\n", ["top", site.Page.Address.ToString(), "--once", .. args]);
}
