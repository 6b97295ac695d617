using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace ScriptWs.Tests.Http;

/// <summary>
/// Clients that send just enough to be thought alive. Kestrel looks at its own clock for them, once a second, so these tests take
/// the shortest bounds that it allows.
/// </summary>
public sealed class SlowClientTests
{
    private const string Script = "export const onRequest = (request) => request.path === '/' ? `${request.bytes().length}` : undefined;";

    private static readonly TimeSpan Bound = Patience.Limit;
    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData("/")]
    [InlineData("/code")]
    public async Task Body_ThatDrips_IsAnswered408AndEndsTheConnection(string path)
    {
        await using var site = await HttpSite.StartAsync(script: Script, configure: app =>
        {
            app.Use((context, next) =>
            {
                // By default 240 bytes a second, after five seconds.
                context.Features.Get<IHttpMinRequestBodyDataRateFeature>()!.MinDataRate = new MinDataRate(1000, TimeSpan.FromMilliseconds(1001));
                return next();
            });
            app.MapPost("/code", async (HttpContext context) =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                return "all of it";
            });
        });

        var answer = await DripAsync(site, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n", answers: 1);

        Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", answer, StringComparison.Ordinal);
        Assert.Equal("0", await PostNothingAsync(site));
        Assert.Empty(site.Log.Warnings);
    }

    [Fact]
    public async Task LaterHead_ThatDrips_IsAnswered408AndEndsTheConnection()
    {
        await using var site = await HttpSite.StartAsync(options => options with { Limits = new() { HandshakeTimeout = TimeSpan.FromSeconds(1) } }, script: Script);

        var answers = await DripAsync(site, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\nX-Slow: ", answers: 2);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answers, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 408 Request Timeout\r\n", answers, StringComparison.Ordinal);
        Assert.Equal("0", await PostNothingAsync(site));
    }

    /// <summary>Sends the beginning, then a byte now and then until so many answers have come, and reads to the end of the connection.</summary>
    private static async Task<string> DripAsync(HttpSite site, string beginning, int answers)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Bound);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        using var client = await site.ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(beginning), limit.Token);
        var dripping = DripAsync(client.GetStream(), enough.Token);

        var (told, buffer) = (new StringBuilder(), new byte[4096]);
        while (await client.GetStream().ReadAsync(buffer, limit.Token) is var count and > 0)
        {
            told.Append(Encoding.Latin1.GetString(buffer, 0, count));
            // A byte after the end would reset the connection.
            if (told.ToString().Split("HTTP/1.1 ").Length > answers) await enough.CancelAsync();
        }

        await enough.CancelAsync();
        await dripping;
        return told.ToString();
    }

    private static async Task DripAsync(NetworkStream stream, CancellationToken enough)
    {
        try
        {
            using var drips = new PeriodicTimer(Drip);
            while (await drips.WaitForNextTickAsync(enough)) await stream.WriteAsync("x"u8.ToArray(), enough);
        }
        catch (OperationCanceledException)
        {
            // The answer is there.
        }
    }

    private static async Task<string> PostNothingAsync(HttpSite site)
    {
        using var answer = await site.Client.PostAsync("/", null, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
