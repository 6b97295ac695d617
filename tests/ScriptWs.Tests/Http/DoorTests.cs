using ScriptWs.Configuration;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Http;

/// <summary>The rules about who may, for the first request of a connection and for those after it.</summary>
public sealed class DoorTests
{
    private static readonly string Alice = GuardedServer.Basic("alice", GuardedServer.Password);

    [Theory]
    [InlineData("/", "", "401")]
    [InlineData("/", "alice", "200")]
    [InlineData("/open/a.txt", "", "200")]
    [InlineData("/open/../index.html", "", "401")]
    [InlineData("/open/%2e%2e/index.html", "", "401")]
    [InlineData("/OPEN/a.txt", "", "404")]
    [InlineData("/sgc/auth/url/x/y/../../../../../index.html", "", "426")]
    public async Task User_OfEachRequest_IsAskedFor(string path, string user, string expected)
    {
        await using var site = await HttpSite.StartAsync(
            options => options with { Authentication = GuardedServer.Guarded, Endpoints = [new() { Path = "/" }, new() { Path = "/open", Authentication = new() { Enabled = false } }] },
            files: [("public/index.html", "secret"), ("public/open/a.txt", "a")]);
        var credentials = user == "alice" ? Alice : "";

        var first = await site.SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{credentials}Connection: close\r\n\r\n");
        var later = await site.SendAsync($"GET /open/a.txt HTTP/1.1\r\nHost: localhost\r\n\r\nGET {path} HTTP/1.1\r\nHost: localhost\r\n{credentials}Connection: close\r\n\r\n");

        Assert.Equal([expected], Statuses(first));
        Assert.Equal(["200", expected], Statuses(later));
    }

    [Fact]
    public async Task User_OfTheFirstRequest_IsNotThatOfTheNext()
    {
        await using var site = await HttpSite.StartAsync(options => options with { Authentication = GuardedServer.Guarded }, files: ("public/index.html", "secret"));

        var answers = await site.SendAsync($"GET / HTTP/1.1\r\nHost: localhost\r\n{Alice}\r\nGET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Equal(["200", "401"], Statuses(answers));
    }

    [Fact]
    public async Task Login_OnAConnectionThatWasHandedOver_IsAnswered()
    {
        await using var site = await HttpSite.StartAsync(
            options => options with { Authentication = GuardedServer.Guarded with { AllowAnonymous = true } }, files: ("public/a.txt", "a"));
        var body = $"{{\"user\":\"alice\",\"password\":\"{GuardedServer.Password}\"}}";

        var answers = await site.SendAsync(
            $"GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\nPOST /sgc/req/auth/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

        Assert.Equal(["200", "200"], Statuses(answers));
        Assert.Contains("{\"token\":\"", answers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "200")]
    [InlineData("Origin: http://localhost\r\n", "200")]
    [InlineData("Origin: https://app.example.com\r\n", "200")]
    [InlineData("Origin: https://evil.example\r\n", "403")]
    public async Task Origin_OfARequest_DecidesForPages(string origin, string expected)
    {
        await using var site = await HttpSite.StartAsync(options => options with { Origins = ["https://app.example.com"], RequireOrigin = true }, files: ("public/a.txt", "a"));

        var answer = await site.SendAsync($"GET /a.txt HTTP/1.1\r\nHost: localhost\r\n{origin}Connection: close\r\n\r\n");

        Assert.Equal([expected], Statuses(answer));
        Assert.Equal(expected == "200" && origin.Length > 0, answer.Contains("\r\nAccess-Control-Allow-Origin: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Proxy_ForClientsOfManyAddresses_IsAskedWithEachRequest()
    {
        await using var site = await HttpSite.StartAsync(
            options => options with { Addresses = new() { TrustedProxies = ["127.0.0.1"], Deny = ["10.0.0.9"] }, Limits = new() { MaxConnectionsPerAddress = 1 } },
            files: ("public/a.txt", "a"));
        static string From(string address, string last = "") => $"GET /a.txt HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n{last}\r\n";

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.SendAsync(From("10.0.0.1") + From("10.0.0.9") + From("10.0.0.1", "Connection: close\r\n"))));

        Assert.All(answers, answer => Assert.Equal(["200", "403", "200"], Statuses(answer)));
    }

    private static string[] Statuses(string answers) => [.. answers.Split("HTTP/1.1 ").Skip(1).Select(answer => answer[..3])];
}
