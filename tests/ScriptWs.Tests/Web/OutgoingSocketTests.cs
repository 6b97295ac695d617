using ScriptWs.Configuration;
using ScriptWs.Outgoing;
using ScriptWs.Tests.Samples;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Web;

/// <summary>WebSockets that a script opens, to a server of ScriptWs.</summary>
public sealed class OutgoingSocketTests
{
    private const string Echo =
        """
        export function onConnect(connection) { if (connection.subprotocol) connection.send(connection.subprotocol); }
        export function onMessage(connection, text) {
          if (text === "close") connection.close(4001, "enough");
          else if (text === "long") connection.send("x".repeat(2000));
          else connection.send(`echo ${text}`);
        }
        export function onBinary(connection, bytes) { connection.send(bytes); }
        """;

    [Fact]
    public async Task Socket_ToAnAllowedServer_SendsAndReceives() => Assert.Equal(
        "open 1 0,echo hi,Blob 3,ArrayBuffer 2,close 1000 done true 3",
        await RunAsync(
            """
            const log = [];
            const s = new WebSocket(URL_);
            s.onopen = () => { log.push(`open ${s.readyState} ${s.bufferedAmount}`); s.send("hi"); s.send(new Uint8Array([1, 2, 3])); };
            s.addEventListener("message", ({ data }) => {
              log.push(typeof data === "string" ? data : `${data.constructor.name} ${data.size ?? data.byteLength}`);
              if (log.length === 3) { s.binaryType = "arraybuffer"; s.send(new Uint8Array([1, 2]).buffer); }
              if (log.length === 4) s.close(1000, "done");
            });
            const e = await new Promise((resolve) => { s.onclose = resolve; });
            return [...log, `close ${e.code} ${e.reason} ${e.wasClean} ${s.readyState}`].join();
            """));

    [Fact]
    public async Task Socket_ClosedByTheServer_TellsCodeAndReason() => Assert.Equal(
        "4001 enough true",
        await RunAsync(
            """
            const s = new WebSocket(URL_.replace("ws:", "http:"));
            s.onopen = () => s.send("close");
            return new Promise((resolve) => { s.onclose = (e) => resolve(`${e.code} ${e.reason} ${e.wasClean}`); });
            """));

    [Fact]
    public async Task Message_OverTheLimit_ClosesWith1009() => Assert.Equal(
        "A message is larger than fetch.maxMessageSize (1999 bytes). 1009 false",
        await RunAsync(
            """
            const s = new WebSocket(URL_);
            let why;
            s.onerror = (e) => { why = e.message; };
            s.onopen = () => s.send("long");
            return new Promise((resolve) => { s.onclose = (e) => resolve(`${why} ${e.code} ${e.wasClean}`); });
            """,
            new FetchOptions { MaxMessageSize = 1999 }));

    [Fact]
    public async Task Sending_MoreThanMayWait_FailsTheSocket() => Assert.Equal(
        "More than fetch.maxBufferedAmount (5000 bytes) wait to be sent. 1006",
        await RunAsync(
            """
            const s = new WebSocket(URL_);
            let why;
            s.onerror = (e) => { why = e.message; };
            s.onopen = () => s.send(new Uint8Array(5001));
            return new Promise((resolve) => { s.onclose = (e) => resolve(`${why} ${e.code}`); });
            """,
            new FetchOptions { MaxBufferedAmount = 5000 }));

    [Theory]
    [InlineData(
        "new WebSocket('wss://feed.example.com')",
        "TypeError: https://feed.example.com is not in fetch.allow (server.json); "
        + "add it to reach it: \"fetch\": { \"allow\": [\"https://feed.example.com\"] }")]
    [InlineData("new WebSocket('ftp://feed.example.com')", "SyntaxError: The scheme of a WebSocket is ws: or wss:, not ftp:")]
    [InlineData("new WebSocket('feed')", "SyntaxError: WebSocket takes a whole URL, such as \"wss://feed.example.com\" (found \"feed\").")]
    [InlineData("new WebSocket('ws://a', ['b c'])", "SyntaxError: Subprotocols are names without spaces, each once.")]
    public async Task Constructor_OnBadInput_Throws(string code, string expected) =>
        Assert.Equal(expected, await Hosted.EvaluateAsync($"{code};"));

    [Fact]
    public async Task Socket_ToAServerThatRefuses_FailsAndCloses()
    {
        await using var server = new Outgoing.Upstream(_ => Outgoing.Upstream.Answer("no", status: "403 Forbidden"));
        var client = new OutgoingClient(new FetchOptions { Allow = [server.Origin] }, TimeProvider.System);

        var seen = await Hosted.EvaluateAsync(
            $$"""
            const s = new WebSocket("{{server.Origin}}");
            let why;
            s.onerror = (e) => { why = e.message; };
            return new Promise((resolve) => { s.onclose = (e) => resolve(`${why} ${e.code}`); });
            """,
            client);

        Assert.Equal("The server refused the opening handshake. 1006", seen);
    }

    private static async Task<string> RunAsync(string body, FetchOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "echo.js"), Echo);
        await using var server = await SampleServer.StartAsync(folder.Path, "echo.js");
        var client = new OutgoingClient((options ?? new FetchOptions()) with { Allow = ["http://127.0.0.1:*"] }, TimeProvider.System);
        return await Hosted.EvaluateAsync($"const URL_ = 'ws://127.0.0.1:{server.Address.Port}/'; {body}", client);
    }
}
