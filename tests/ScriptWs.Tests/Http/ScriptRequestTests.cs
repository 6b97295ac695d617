using System.Net;
using System.Text.Json;
using ScriptWs.Tests.Samples;

namespace ScriptWs.Tests.Http;

/// <summary>What cannot be seen of onRequest in a feature.</summary>
public sealed class ScriptRequestTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_Declared_HasTheMembersThatItHas()
    {
        await using var site = await HttpSite.StartAsync(script: "export const onRequest = (request) => JSON.stringify(Object.keys(request));");

        var found = JsonSerializer.Deserialize<string[]>(await site.Client.GetStringAsync("/", Cancelled))!;

        Assert.Equal(Typings.Members("HttpRequest").Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cookies_InAnArray_AreFieldsOfTheirOwn()
    {
        await using var site = await HttpSite.StartAsync(script: "export const onRequest = () => ({ headers: { 'Set-Cookie': ['a=1', 'b=2'] }, body: new Uint8Array([1, 2]) });");

        using var answer = await site.Client.GetAsync("/", Cancelled);

        Assert.Equal(["a=1", "b=2"], answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal([1, 2], await answer.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Theory]
    [InlineData("/api", "api /api")]
    [InlineData("/api/rooms", "api /api/rooms")]
    [InlineData("/API/rooms", "api /API/rooms")]
    [InlineData("/%61pi/x", "api /api/x")]
    [InlineData("/x/../api/x", "api /api/x")]
    [InlineData("/apis", "root /apis")]
    [InlineData("/", "root /")]
    public async Task Endpoint_WithTheLongestPath_IsAsked(string path, string expected)
    {
        await using var site = await HttpSite.StartAsync(
            options => options with { Endpoints = [new() { Path = "/", Script = "main.js" }, new() { Path = "/api", Script = "api.js" }] },
            script: "export const onRequest = (request) => `root ${request.path}`;",
            files: ("api.js", "export const onRequest = (request) => `api ${request.path}`;"));

        var answer = await site.SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.EndsWith($"\r\n\r\n{expected}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "200")]
    [InlineData("POST", "503")]
    public async Task Reload_WhileAScriptAnswers_AsksTheNextOneOnlyWhatIsSafe(string method, string expected)
    {
        await using var site = await HttpSite.StartAsync(script: "export const onRequest = () => { console.log('asked'); return new Promise(() => {}); };");
        var answering = site.SendAsync($"{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await site.UntilLoggedAsync("asked");

        site.Write("main.js", "export const onRequest = () => 'new';");
        await site.Server.ReloadAsync(Cancelled);

        Assert.StartsWith($"HTTP/1.1 {expected} ", await answering, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeadRequest_OfAScript_HasTheLengthAndNoBody()
    {
        await using var site = await HttpSite.StartAsync(script: "export const onRequest = () => 'hello';");
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");

        using var answer = await site.Client.SendAsync(request, Cancelled);

        Assert.Equal((HttpStatusCode.OK, 5L), (answer.StatusCode, answer.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Requests_OfManyAtOnce_AreTurnsOneByOne()
    {
        await using var site = await HttpSite.StartAsync(script: "let count = 0; export const onRequest = () => `${++count}`;");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => site.Client.GetStringAsync("/", Cancelled)));

        Assert.Equal(Enumerable.Range(1, 100), answers.Select(int.Parse).Order());
    }
}
