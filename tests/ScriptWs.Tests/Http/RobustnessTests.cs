using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ScriptWs.Tests.Http;

/// <summary>Requests that are broken, or meant to break something. Whatever comes of them, the server goes on.</summary>
public sealed class RobustnessTests
{
    private const string Echo = "export const onRequest = (request) => `${request.method} ${request.path} ${request.bytes().length}`;";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>By the library, which reads the first request, and by Kestrel, which reads the second.</summary>
    [Theory]
    // Two lengths: a proxy in front may have believed the other one (RFC 9112 §6.1).
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5, 5\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: +5\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5 5\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\0\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0x5\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5;\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5.0\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5e0\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5_0\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9223372036854775808\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 18446744073709551621\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: identity, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked,\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked;q=1\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: \"chunked\"\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding:\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: five\r\n\r\nhello", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZ\r\nhello\r\n0\r\n\r\n", "400", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n", "400", "400")]
    // Lines that two parsers may part differently.
    [InlineData("GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n", "400", "200")] // Kestrel takes LF alone (RFC 9112 §2.2)
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\r\n b\r\n\r\n", "400", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\0b\r\n\r\n", "400", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\rb\r\n\r\n", "400", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost x\r\n\r\n", "400", "400")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nHost: y\r\n\r\n", "400", "400")]
    [InlineData("GET http://x/ HTTP/1.1\r\nHost: y\r\n\r\n", "400", "400")]
    [InlineData("GET / HTTP/3.1\r\nHost: localhost\r\n\r\n", "505", "505")]
    [InlineData("GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n", "400", "400")]
    [InlineData("G\0T / HTTP/1.1\r\nHost: localhost\r\n\r\n", "400", "400")]
    public async Task Request_ThatIsBroken_IsRefusedAndEndsTheConnection(string request, string first, string later)
    {
        await using var site = await HttpSite.StartAsync(script: Echo);

        Assert.Equal([first], Statuses(await site.SendAsync(request)));
        Assert.Equal(["200", later], Statuses(await site.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + request)));
        Assert.Equal("GET / 0", await site.Client.GetStringAsync("/", Cancelled));
        Assert.Empty(site.Log.Warnings);
    }

    [Theory]
    [InlineData("GET http://localhost/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "GET /a 0")]
    [InlineData("get / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "get / 0")]
    [InlineData("BREW /pot HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "BREW /pot 0")]
    [InlineData("GET / HTTP/1.0\r\n\r\n", "GET / 0")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "POST / 5")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: Chunked \r\nConnection: close\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n", "POST / 5")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length:  5 \r\nConnection: close\r\n\r\nhello", "POST / 5")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 05\r\nConnection: close\r\n\r\nhello", "POST / 5")]
    public async Task Request_ThatIsUnusual_IsServed(string request, string expected)
    {
        await using var site = await HttpSite.StartAsync(script: Echo);

        Assert.EndsWith($"\r\n\r\n{expected}", await site.SendAsync(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LengthAndChunks_InOneRequest_LeaveNothingForASecondOne()
    {
        await using var site = await HttpSite.StartAsync(script: Echo);

        var answers = await site.SendAsync(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");

        Assert.DoesNotContain("smuggled", answers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0", "400")]
    public async Task Bytes_OfAnotherProtocol_AreRefused(string bytes, string expected)
    {
        await using var site = await HttpSite.StartAsync(script: Echo);

        Assert.Equal([expected], Statuses(await site.SendAsync(bytes)));
    }

    [Fact]
    public async Task Bytes_ThatAreAnything_DoNotStopTheServer()
    {
        await using var site = await HttpSite.StartAsync(script: Echo);
        var random = new byte[4096];
        for (var i = 0; i < 50; i++)
        {
            using var client = await site.ConnectAsync();
            for (var at = 0; at < random.Length; at++) random[at] = (byte)((at * 31 * (i + 1)) ^ (at >> 3));
            await client.GetStream().WriteAsync(i % 2 == 0 ? random : [.. "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8, .. random], Cancelled);
        }

        Assert.Equal("GET / 0", await site.Client.GetStringAsync("/", Cancelled));
    }

    [Theory]
    [InlineData(20_000, 1, "431")]
    [InlineData(10, 200, "431")]
    public async Task Head_ThatIsTooLarge_IsRefused(int length, int count, string expected)
    {
        await using var site = await HttpSite.StartAsync(script: Echo);
        var fields = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('x', length)}\r\n"));
        var request = $"GET / HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n";

        Assert.Equal([expected], Statuses(await site.SendAsync(request)));
        Assert.Equal(["200", expected], Statuses(await site.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + request)));
    }

    [Fact]
    public async Task Body_LargerThanTheLimit_IsRefusedBeforeItIsSent()
    {
        await using var site = await HttpSite.StartAsync(script: Echo);

        var answer = await site.SendAsync($"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {1L << 40}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");

        Assert.Equal(["413"], Statuses(answer));
    }

    [Fact]
    public async Task Body_InChunksOverTheLimit_IsRefused()
    {
        await using var site = await HttpSite.StartAsync(options => options with { Limits = new() { MaxRequestBody = 1000 } }, script: Echo);
        var chunks = string.Concat(Enumerable.Repeat($"64\r\n{new string('x', 100)}\r\n", 11));

        var answer = await site.SendAsync($"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunks}0\r\n\r\n");

        Assert.Equal(["413"], Statuses(answer));
    }

    [Fact]
    public async Task Client_ThatLeavesInItsBody_LeavesNothingBehind()
    {
        await using var site = await HttpSite.StartAsync(options => options with { Limits = new() { MaxConnections = 20 } }, script: Echo);
        for (var i = 0; i < 20; i++)
        {
            using var client = await site.ConnectAsync();
            await client.GetStream().WriteAsync("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf"u8.ToArray(), Cancelled);
            if (i % 2 == 0) client.Client.LingerState = new LingerOption(true, 0);
        }

        string[] statuses;
        do statuses = Statuses(await site.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        while (statuses is ["503"] && !Cancelled.IsCancellationRequested);
        Assert.Equal(["200"], statuses);
        Assert.Empty(site.Log.Warnings);
    }

    [Fact]
    public async Task Client_ThatDoesNotRead_HoldsUpNobodyElse()
    {
        var chunk = new byte[64 * 1024];
        await using var site = await HttpSite.StartAsync(script: Echo, configure: app => app.MapGet("/endless", async (HttpContext context) =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        }));
        using var client = await site.ConnectAsync();
        await client.GetStream().WriteAsync("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancelled);
        await client.GetStream().ReadExactlyAsync(new byte[1], Cancelled);

        Assert.Equal("GET / 0", await site.Client.GetStringAsync("/", Cancelled));
    }

    private static string[] Statuses(string answers) =>
        [.. Encoding.Latin1.GetString(Encoding.Latin1.GetBytes(answers)).Split("HTTP/1.1 ").Skip(1).Select(answer => answer[..3])];
}
