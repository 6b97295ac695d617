using System.Net;
using System.Net.WebSockets;

namespace ScriptWs.Tests.Admin;

/// <summary>Who sees the admin page, and what it tells a browser.</summary>
public sealed class AdminAccessTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("alice:wrong", HttpStatusCode.Unauthorized)]
    [InlineData("bob:" + AdminSite.Password, HttpStatusCode.Forbidden)]
    [InlineData("alice:" + AdminSite.Password, HttpStatusCode.OK)]
    public async Task Page_IsForUsersWithTheRole(string? credentials, HttpStatusCode expected)
    {
        await using var site = await AdminSite.StartAsync();
        foreach (var path in new[] { "/", "/admin.js", "/admin.css", "/charts.js", "/server.js" })
        {
            using var response = await GetAsync(site, path, credentials);
            Assert.Equal(expected, response.StatusCode);
        }
    }

    [Theory]
    [InlineData(true, null, null, HttpStatusCode.Unauthorized)]
    [InlineData(true, null, "bob:" + AdminSite.Password, HttpStatusCode.Forbidden)]
    [InlineData(true, null, "scraper:" + AdminSite.Password, HttpStatusCode.Forbidden)]
    [InlineData(true, null, "alice:" + AdminSite.Password, HttpStatusCode.OK)]
    [InlineData(true, "metrics", null, HttpStatusCode.Unauthorized)]
    [InlineData(true, "metrics", "bob:" + AdminSite.Password, HttpStatusCode.Forbidden)]
    [InlineData(true, "metrics", "scraper:" + AdminSite.Password, HttpStatusCode.OK)]
    [InlineData(true, "metrics", "alice:" + AdminSite.Password, HttpStatusCode.OK)]
    [InlineData(false, null, "alice:" + AdminSite.Password, HttpStatusCode.NotFound)]
    public async Task Figures_OnTheAdminPort_AreForUsersWithARole(bool enabled, string? role, string? credentials, HttpStatusCode expected)
    {
        await using var site = await AdminSite.StartAsync(prometheus: new() { Enabled = enabled, AdminOnly = true, Role = role });
        using var client = new HttpClient { BaseAddress = new UriBuilder(site.Server.Addresses[0]) { Scheme = "http" }.Uri };

        using var response = await GetAsync(site, "/metrics", credentials);
        using var elsewhere = await client.GetAsync("/metrics", Cancelled);

        Assert.Equal((expected, HttpStatusCode.UpgradeRequired), (response.StatusCode, elsewhere.StatusCode));
        if (expected == HttpStatusCode.OK) Assert.Contains("scriptws_connections_active", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scraper_WhoMayReadTheFigures_MayNotLookAtThePage()
    {
        await using var site = await AdminSite.StartAsync(prometheus: new() { Enabled = true, AdminOnly = true, Role = "metrics" });
        const string Scraper = "scraper:" + AdminSite.Password;

        using var page = await GetAsync(site, "/", Scraper);
        using var socket = await DotNetClient.ConnectAsync(new Uri(new UriBuilder(site.Page.Address) { Scheme = "ws" }.Uri, "/metrics"), options => options.SetRequestHeader("Authorization", AdminSite.Basic("scraper")));
        await socket.ReceiveCloseAsync();

        Assert.Equal((HttpStatusCode.Forbidden, 1008), (page.StatusCode, socket.Close.Code));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("alice:wrong")]
    [InlineData("bob:" + AdminSite.Password)]
    public async Task Socket_IsForUsersWithTheRole(string? credentials)
    {
        await using var site = await AdminSite.StartAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => DotNetClient.ConnectAsync(new UriBuilder(site.Page.Address) { Scheme = "ws" }.Uri, options =>
        {
            if (credentials is not null) options.SetRequestHeader("Authorization", AdminSite.Basic(credentials.Split(':')[0], credentials.Split(':')[1]));
        }));
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    public async Task Socket_OfAPageFromElsewhere_IsRefused(string origin)
    {
        await using var site = await AdminSite.StartAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => DotNetClient.ConnectAsync(new UriBuilder(site.Page.Address) { Scheme = "ws" }.Uri, options =>
        {
            options.SetRequestHeader("Authorization", AdminSite.Basic("alice"));
            options.SetRequestHeader("Origin", origin);
        }));
    }

    [Fact]
    public async Task Page_TakesNothingFromElsewhere()
    {
        await using var site = await AdminSite.StartAsync();

        using var response = await GetAsync(site, "/", "alice:" + AdminSite.Password);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", $"{response.Headers.CacheControl}");
        Assert.DoesNotContain("http:", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_DoesNotCountAmongTheConnectionsOfTheServer()
    {
        await using var site = await AdminSite.StartAsync();
        using var looker = await site.LookAsync();
        using var client = await site.ConnectAsync();

        var state = (await AdminSite.EventAsync(looker, "state")).GetProperty("state");

        Assert.Equal(1, state.GetProperty("open").GetInt32());
        Assert.Equal(1, site.Server.AcceptedConnections);
    }

    private static async Task<HttpResponseMessage> GetAsync(AdminSite site, string path, string? credentials)
    {
        using var client = new HttpClient { BaseAddress = site.Page.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (credentials is not null) request.Headers.Add("Authorization", AdminSite.Basic(credentials.Split(':')[0], credentials.Split(':')[1]));
        return await client.SendAsync(request, Cancelled);
    }
}
