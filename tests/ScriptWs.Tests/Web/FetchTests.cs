using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Outgoing;
using ScriptWs.Scripting;
using ScriptWs.Tests.Outgoing;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Web;

/// <summary>fetch against a server of this machine.</summary>
public sealed class FetchTests
{
    [Fact]
    public async Task Fetch_OfAnAllowedServer_GivesTheResponse()
    {
        await using var server = new Upstream(_ => Upstream.Answer("{\"a\":1}", "X-Twice: 1\r\nX-Twice: 2\r\n"));

        var seen = await FetchAsync(server,
            """
            const r = await fetch(URL_ + '/x?y=1#z');
            return [r.status, r.ok, r.statusText, r.url, r.type, r.headers.get('x-twice'), (await r.json()).a].join();
            """);

        Assert.Equal($"200,true,OK,{server.Origin}/x?y=1,basic,1, 2,1", seen);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /x?y=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("accept: */*", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", request, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Fetch_WithABody_SendsIt()
    {
        await using var server = new Upstream(_ => Upstream.Answer("ok"));

        await FetchAsync(server,
            """
            await fetch(URL_, { method: 'POST', headers: { 'X-Key': 'k', 'Content-Type': 'a/b' }, body: 'hello' });
            return 1;
            """);

        var request = Assert.Single(server.Requests);
        Assert.EndsWith("\r\n\r\nhello", request, StringComparison.Ordinal);
        Assert.Contains("x-key: k\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("content-type: a/b\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("content-length: 5\r\n", request, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Fetch_OfAServerThatIsNotListed_NamesTheLineToAdd() => Assert.Equal(
        "TypeError: https://api.example.com is not in fetch.allow (server.json); "
        + "add it to reach it: \"fetch\": { \"allow\": [\"https://api.example.com\"] }",
        await Hosted.EvaluateAsync("return fetch('https://api.example.com/v1?key=secret');"));

    [Fact]
    public async Task Fetch_WhileTheScriptLoads_IsRefused() => Assert.Equal(
        "scripts/main.js:1:7: TypeError: fetch cannot be called while the script loads; call it in onStart or later.",
        await LoadAsync());

    [Fact]
    public async Task Body_IteratedOver_ArrivesInChunks()
    {
        await using var server = new Upstream(_ => Upstream.Answer(new string('x', 200_000)));

        var seen = await FetchAsync(server,
            """
            const r = await fetch(URL_);
            let size = 0;
            for await (const chunk of r.body) size += chunk.length;
            return size;
            """);

        Assert.Equal("200000", seen);
    }

    [Fact]
    public async Task Body_OverTheLimit_Rejects()
    {
        await using var server = new Upstream(_ => Upstream.Answer(new string('x', 2000)));

        var seen = await FetchAsync(server, "const r = await fetch(URL_); await r.text();", new FetchOptions { MaxResponseSize = 1999 });

        Assert.Equal("TypeError: The body is larger than fetch.maxResponseSize (1999 bytes).", seen);
    }

    [Fact]
    public async Task Header_OverTheLimit_Rejects()
    {
        await using var server = new Upstream(_ => Upstream.Answer("", $"X-Long: {new string('x', 5000)}\r\n"));

        var seen = await FetchAsync(server, "await fetch(URL_);", new FetchOptions { MaxHeaderSize = 1024 });

        Assert.Equal("TypeError: The request failed: the header is larger than fetch.maxHeaderSize.", seen);
    }

    [Fact]
    public async Task Fetch_BeyondMaxRequests_Rejects()
    {
        await using var server = new Upstream(_ => "");

        var seen = await FetchAsync(server, "fetch(URL_).catch(() => {}); await fetch(URL_);", new FetchOptions { MaxRequests = 1 });

        Assert.Equal("TypeError: fetch.maxRequests (1) requests are in flight already; await some before the next.", seen);
    }

    [Fact]
    public async Task Abort_BeforeTheResponse_RejectsAndClosesTheConnection()
    {
        await using var server = new Upstream(_ => "HTTP/1.1 200 OK\r\n");

        var seen = await FetchAsync(server,
            """
            const c = new AbortController();
            const f = fetch(URL_, { signal: c.signal });
            setTimeout(() => c.abort(), 0);
            await f;
            """);

        Assert.Equal("AbortError: The operation was aborted.", seen);
    }

    [Fact]
    public async Task Abort_WhileTheBodyIsRead_RejectsReading()
    {
        await using var server = new Upstream(_ => "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");

        var seen = await FetchAsync(server,
            """
            const c = new AbortController();
            const r = await fetch(URL_, { signal: c.signal });
            setTimeout(() => c.abort('enough'), 0);
            try { await r.text(); } catch (e) { return e; }
            """);

        Assert.Equal("enough", seen);
    }

    [Fact]
    public async Task Response_ThatEndsEarly_RejectsReading()
    {
        await using var server = new Upstream(_ => "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nabc");

        var seen = await FetchAsync(server, "const r = await fetch(URL_); await r.text();");

        Assert.StartsWith("TypeError: The ", seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301, "POST", "GET", false)]
    [InlineData(302, "POST", "GET", false)]
    [InlineData(303, "PUT", "GET", false)]
    [InlineData(307, "POST", "POST", true)]
    [InlineData(308, "PUT", "PUT", true)]
    public async Task Redirect_WithAMethod_FollowsTheWebsRules(int status, string method, string next, bool keepsBody)
    {
        await using var server = new Upstream(request => request.Contains(" /to ", StringComparison.Ordinal)
            ? Upstream.Answer("there")
            : Upstream.Answer("", "Location: /to\r\n", $"{status} Moved"));

        var seen = await FetchAsync(server,
            $$"""
            const r = await fetch(URL_ + '/from', { method: '{{method}}', body: 'data', headers: { Authorization: 'mine' } });
            return [r.redirected, r.url, await r.text()].join();
            """);

        Assert.Equal($"true,{server.Origin}/to,there", seen);
        var second = server.Requests.Last();
        Assert.StartsWith($"{next} /to ", second, StringComparison.Ordinal);
        Assert.Equal(keepsBody, second.EndsWith("data", StringComparison.Ordinal));
        Assert.Contains("authorization: mine", second, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Redirect_ToAnotherOrigin_LosesAuthorizationAndCookies()
    {
        await using var target = new Upstream(_ => Upstream.Answer("there"));
        await using var server = new Upstream(_ => Upstream.Answer("", $"Location: {target.Origin}/\r\n", "307 Moved"));

        var seen = await FetchAsync(
            server,
            "const r = await fetch(URL_, { headers: { Authorization: 'mine', Cookie: 'mine', 'X-Other': 'kept' } }); return r.text();",
            new FetchOptions { Allow = [server.Origin, target.Origin] });

        Assert.Equal("there", seen);
        Assert.DoesNotContain("mine", target.Requests.Single(), StringComparison.Ordinal);
        Assert.Contains("kept", target.Requests.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'follow'", "add it to reach it: \"fetch\": { \"allow\": [\"http://localhost:1\"] }")]
    [InlineData("'error'", "redirects, and the request has redirect: \"error\".")]
    [InlineData("'manual'", "302 http://localhost:1/")]
    public async Task Redirect_OutOfTheList_IsNotFollowed(string mode, string expected)
    {
        await using var server = new Upstream(_ => Upstream.Answer("", "Location: http://localhost:1/\r\n", "302 Found"));

        var seen = await FetchAsync(server,
            $$"""
            const r = await fetch(URL_, { redirect: {{mode}} });
            return r.status + ' ' + r.headers.get('location');
            """);

        Assert.EndsWith(expected, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_InACircle_Ends()
    {
        await using var server = new Upstream(_ => Upstream.Answer("", "Location: /\r\n", "302 Found"));

        var seen = await FetchAsync(server, "await fetch(URL_);");

        Assert.Equal($"TypeError: {server.Origin}/: there were 20 redirects already.", seen);
        Assert.Equal(21, server.Requests.Count);
    }

    [Fact]
    public async Task Fetch_WithoutAnAnswer_TimesOut()
    {
        await using var server = new Upstream(_ => "");
        var clock = new FakeTimeProvider();
        var client = new OutgoingClient(new FetchOptions { Allow = [server.Origin], Timeout = TimeSpan.FromSeconds(7) }, clock);
        var request = new OutgoingRequest(server.Origin, "GET", "follow", [], null);
        var exchange = client.Send(request, FetchNatives.ResolveUrl, CancellationToken.None);

        clock.Advance(TimeSpan.FromSeconds(7));
        var failure = await Assert.ThrowsAsync<OutgoingException>(() => exchange.Head);

        Assert.Equal(("TimeoutError", "The server did not answer within fetch.timeout (7 s)."), (failure.Name, failure.Message));
    }

    [Fact]
    public async Task Reload_WithARequestInFlight_EndsIt()
    {
        await using var server = new Upstream(_ => "HTTP/1.1 200 OK\r\n");
        using var hosted = new Hosted(
            new OutgoingClient(new FetchOptions { Allow = [server.Origin] }, TimeProvider.System),
            $"export function onStart() {{ fetch('{server.Origin}').then(() => console.log('no'), () => console.log('no')); }}");

        hosted.Host.OnStart();
        while (server.Requests.IsEmpty) await Task.Yield();
        hosted.Host.Dispose();

        Assert.True(await server.Closed.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken));
        hosted.RunPosted();
        Assert.Empty(hosted.Said.Lines);
    }

    private static Task<string> FetchAsync(Upstream server, string body, FetchOptions? options = null)
    {
        options ??= new FetchOptions();
        if (options.Allow.Count == 0) options = options with { Allow = [server.Origin] };
        return Hosted.EvaluateAsync($"const URL_ = '{server.Origin}'; {body}", new OutgoingClient(options, TimeProvider.System));
    }

    private static async Task<string> LoadAsync()
    {
        await using var server = new Upstream(_ => Upstream.Answer(""));
        var client = new OutgoingClient(new FetchOptions { Allow = [server.Origin] }, TimeProvider.System);
        var script = $"await fetch('{server.Origin}'); export const onStart = () => {{}};";
        return Assert.Throws<ScriptLoadException>(() => new Hosted(client, script).Dispose()).Message;
    }
}
