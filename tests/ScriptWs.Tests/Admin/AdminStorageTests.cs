using System.Text.Json;
using ScriptWs.Http.Admin;

namespace ScriptWs.Tests.Admin;

/// <summary>What the admin page is told about the storage: keys, and no secrets.</summary>
public sealed class AdminStorageTests
{
    [Fact]
    public async Task Storage_Asked_TurnsPagesOfKeysWithoutValues()
    {
        await using var site = await StartAsync();
        using var looker = await site.LookAsync();

        var first = await AskAsync("notes/", "");
        var second = await AskAsync("notes/", "next");
        var third = await AskAsync("notes/", "next");
        var end = await AskAsync("notes/", "next");
        var back = await AskAsync("notes/", "previous");
        var others = await AskAsync("session/", "next");

        Assert.Equal("1 True 50 notes/100 notes/149", Shown(first));
        Assert.Equal("2 True 50 notes/150 notes/199", Shown(second));
        Assert.Equal("3 False 20 notes/200 notes/219", Shown(third));
        Assert.Equal(Shown(third), Shown(end));
        Assert.Equal(Shown(second), Shown(back));
        Assert.Equal($"1 False 1 session/{AdminSite.Token[..8]}… session/{AdminSite.Token[..8]}…", Shown(others));
        var key = others.GetProperty("keys")[0];
        Assert.Equal("/", key.GetProperty("endpoint").GetString());
        Assert.NotEqual(JsonValueKind.Null, key.GetProperty("expiresAt").ValueKind);
        foreach (var told in new[] { first, second, third, back, others })
        {
            Assert.DoesNotContain("hunter2", told.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(AdminSite.Token, told.GetRawText(), StringComparison.Ordinal);
        }

        Task<JsonElement> AskAsync(string prefix, string move) => site.AskAsync(looker, "storage", new { prefix, move });
    }

    [Fact]
    public async Task Storage_WithKeysOfTheServersOwn_DoesNotShowThem()
    {
        await using var site = await StartAsync();
        using var looker = await site.LookAsync();

        var found = await site.AskAsync(looker, "storage", new { prefix = "$scriptws/" });

        Assert.Equal(0, found.GetProperty("keys").GetArrayLength());
    }

    [Theory]
    [InlineData("user/5b3c6b1e-0000-4000-8000-000000000000/name", "user/5b3c6b1e…/name")]
    [InlineData("token:eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "token:eyJhbGci…")]
    [InlineData("rooms/garden-of-forking-paths-and-roses", "rooms/garden-of-forking-paths-and-roses")]
    [InlineData("counter/2026-11-30", "counter/2026-11-30")]
    [InlineData("", "")]
    public void Key_WithWhatLooksLikeAToken_IsCut(string key, string shown) => Assert.Equal(shown, Secrets.Cut(key));

    private static async Task<AdminSite> StartAsync()
    {
        var site = await AdminSite.StartAsync();
        await site.UntilStoredAsync();
        return site;
    }

    private static string Shown(JsonElement page)
    {
        var keys = page.GetProperty("keys").EnumerateArray().Select(one => one.GetProperty("key").GetString()).ToArray();
        return $"{page.GetProperty("page")} {page.GetProperty("hasNext").GetBoolean()} {keys.Length} {keys[0]} {keys[^1]}";
    }
}
