using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace ScriptWs.Tests.Http;

/// <summary>Plain HTTP connections on a port of WebSockets.</summary>
public sealed class HandoverTests
{
    private const string Close = "Connection: close\r\n\r\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PlainRequest_BesideWebSockets_IsServed()
    {
        await using var site = await HttpSite.StartAsync(files: ("public/index.html", "<p>hello"));
        using var socket = await DotNetClient.ConnectAsync(site.Server.Addresses[0]);

        var page = await site.Client.GetStringAsync("/", Cancelled);
        await socket.SendAsync("still here");

        Assert.Equal(("<p>hello", "still here"), (page, await socket.ReceiveTextAsync()));
    }

    [Fact]
    public async Task KeepAlive_OfManyRequests_IsOneConnection()
    {
        await using var site = await HttpSite.StartAsync(files: ("public/a.txt", "a"));

        for (var i = 0; i < 20; i++) Assert.Equal("a", await site.Client.GetStringAsync("/a.txt", Cancelled));

        Assert.Equal(1, site.Server.AcceptedConnections);
    }

    [Fact]
    public async Task PipelinedRequests_InOnePiece_AreAnsweredInOrder()
    {
        await using var site = await HttpSite.StartAsync(configure: app => app.MapGet("/{number:int}", (int number) => $"<{number}>"));

        var answers = await site.SendAsync(string.Concat(Enumerable.Range(1, 200).Select(i => $"GET /{i} HTTP/1.1\r\nHost: localhost\r\n\r\n")) + $"GET /201 HTTP/1.1\r\nHost: localhost\r\n{Close}");

        Assert.Equal(Enumerable.Range(1, 201).Select(i => $"{i}"), answers.Split('<').Skip(1).Select(part => part[..part.IndexOf('>', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Body_OfManyMegabytes_ArrivesWhole()
    {
        await using var site = await HttpSite.StartAsync(configure: app => app.MapPost("/sum", async (HttpRequest request) => Convert.ToHexString(await SHA256.HashDataAsync(request.Body))));
        var body = Some.Bytes(20 << 20);

        using var answer = await site.Client.PostAsync("/sum", new ByteArrayContent(body), Cancelled);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(body)), await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task Answer_OfManyMegabytes_ArrivesWhole()
    {
        var body = Some.Bytes(20 << 20);
        await using var site = await HttpSite.StartAsync(configure: app => app.MapGet("/large", () => Results.Bytes(body)));

        Assert.Equal(SHA256.HashData(body), SHA256.HashData(await site.Client.GetByteArrayAsync("/large", Cancelled)));
    }

    [Fact]
    public async Task Connection_ThatWasHandedOver_KnowsItsEnds()
    {
        await using var site = await HttpSite.StartAsync(configure: app => app.MapGet("/ends", (HttpContext context) =>
            $"{context.Connection.RemoteIpAddress} {context.Connection.LocalPort} {context.Request.Scheme}"));

        Assert.Equal($"{IPAddress.Loopback} {site.Server.Addresses[0].Port} http", await site.Client.GetStringAsync("/ends", Cancelled));
    }

    [Fact]
    public async Task Client_ThatLeaves_AbortsItsRequest()
    {
        var (begun, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var site = await HttpSite.StartAsync(configure: app => app.MapGet("/wait", async (HttpContext context) =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            begun.SetResult();
            await aborted.Task;
        }));
        using (var client = await site.ConnectAsync())
        {
            await client.GetStream().WriteAsync("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancelled);
            await begun.Task.WaitAsync(Patience.Limit, Cancelled);
        }

        await aborted.Task.WaitAsync(Patience.Limit, Cancelled);
    }

    [Fact]
    public async Task Stop_WithAnIdleKeepAlive_DoesNotWaitForIt()
    {
        var clock = new FakeTimeProvider();
        await using var site = await HttpSite.StartAsync(clock: clock, files: ("public/a.txt", "a"));
        Assert.Equal("a", await site.Client.GetStringAsync("/a.txt", Cancelled));
        clock.Advance(TimeSpan.FromSeconds(2));

        await site.Server.StopAsync(Cancelled).WaitAsync(Patience.Limit, Cancelled);

        Assert.Empty(site.Log.Warnings);
    }

    [Fact]
    public async Task Restart_WithPlainHttp_ServesItAgain()
    {
        var clock = new FakeTimeProvider();
        await using var site = await HttpSite.StartAsync(clock: clock, files: ("public/a.txt", "a"));
        Assert.Equal("a", await site.Client.GetStringAsync("/a.txt", Cancelled));
        clock.Advance(TimeSpan.FromSeconds(2));

        await site.Server.RestartAsync(Cancelled);

        Assert.Equal("a", await site.Client.GetStringAsync("/a.txt", Cancelled));
    }

    [Fact]
    public async Task Place_OfAPlainConnection_CountsAndIsGivenBack()
    {
        await using var site = await HttpSite.StartAsync(options => options with { Limits = new() { MaxConnections = 1 } }, files: ("public/a.txt", "a"));
        using (var first = await site.ConnectAsync())
        {
            await first.GetStream().WriteAsync("GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancelled);
            await first.GetStream().ReadExactlyAsync(new byte[1], Cancelled);

            Assert.StartsWith("HTTP/1.1 503 ", await site.SendAsync($"GET /a.txt HTTP/1.1\r\nHost: localhost\r\n{Close}"), StringComparison.Ordinal);
        }

        string answer;
        do answer = await site.SendAsync($"GET /a.txt HTTP/1.1\r\nHost: localhost\r\n{Close}");
        while (answer.StartsWith("HTTP/1.1 503 ", StringComparison.Ordinal) && !Cancelled.IsCancellationRequested);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }
}
