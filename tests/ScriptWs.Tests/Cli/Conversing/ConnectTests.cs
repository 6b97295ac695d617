using System.Text;

namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws connect</c> with redirected input, against hand-written bytes.</summary>
public sealed class ConnectTests
{
    [Fact]
    public async Task Connect_WithProtocolsAndHeaders_SendsThem()
    {
        using var server = new RawServer();
        var run = CliRun.RunAsync("connect", server.Url + "a?b=c", "--protocol", "v2", "--protocol", "v1", "--header", "Cookie: id=1", "--wait", "0s");

        var request = await server.OpenAsync("Sec-WebSocket-Protocol: v1\r\n");
        await server.SendAsync(0x88, 2, 0x03, 0xE8);
        var (exitCode, _, errors) = await run;

        Assert.StartsWith("GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + server.Port + "\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nSec-WebSocket-Protocol: v2, v1\r\nCookie: id=1\r\n\r\n", request, StringComparison.Ordinal);
        Assert.StartsWith($"connected to {server.Url}a?b=c, subprotocol v1\n", errors, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Connect_AtTheEndOfTheInput_ClosesWith1000()
    {
        using var server = new RawServer();
        var run = CliRun.RunWithInputAsync("hello\n/hex 00 ff\n//help\n", "connect", server.Url, "--wait", "0s");

        await server.OpenAsync();
        var first = await server.ReceiveAsync();
        var second = await server.ReceiveAsync();
        var third = await server.ReceiveAsync();
        var close = await server.ReceiveAsync();
        await server.SendAsync(0x88, 2, 0x03, 0xE8);
        var (exitCode, output, errors) = await run;

        Assert.Equal((0x81, "hello"), (first.First, Encoding.UTF8.GetString(first.Payload)));
        Assert.Equal((0x82, "00FF"), (second.First, Convert.ToHexString(second.Payload)));
        Assert.Equal((0x81, "/help"), (third.First, Encoding.UTF8.GetString(third.Payload)));
        Assert.Equal((0x88, "03E8"), (close.First, Convert.ToHexString(close.Payload)));
        Assert.Equal($"connected to {server.Url}\nclosed by you with 1000\n", errors);
        Assert.Equal((0, ""), (exitCode, output));
    }

    [Fact]
    public async Task Connect_WhenMessagesCome_PrintsThemWhole()
    {
        using var server = new RawServer();
        var run = CliRun.RunAsync("connect", server.Url, "--wait", "forever");

        await server.OpenAsync();
        await server.SendAsync([0x01, 2, (byte)'a', (byte)'b', 0x89, 1, (byte)'p', 0x80, 1, (byte)'c', 0x89, 2, 0x00, 0xFF, 0x82, 3, 0x00, 0x7F, 0xFF, 0x8A, 0]);
        var pong = await server.ReceiveAsync();
        await server.ReceiveAsync();
        await server.SendAsync([0x88, 5, 0x0F, 0xA1, (byte)'b', (byte)'y', (byte)'e']);
        var answer = await server.ReceiveAsync();
        var (exitCode, output, errors) = await run;

        Assert.Equal("abc\n00 7f ff\n", output);
        Assert.Equal($"connected to {server.Url}\nping \"p\", answered\nping 00 ff, answered\npong, unasked for\nclosed by the server with 4001 \"bye\"\n", errors);
        Assert.Equal((0x8A, "p"), (pong.First, Encoding.UTF8.GetString(pong.Payload)));
        Assert.Equal((0x88, "0FA1"), (answer.First, Convert.ToHexString(answer.Payload)));
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Connect_WhenAPongAnswers_TellsHowLongItTook()
    {
        using var server = new RawServer();
        var run = CliRun.RunWithInputAsync("/ping abc\n", "connect", server.Url, "--wait", "forever");

        await server.OpenAsync();
        var ping = await server.ReceiveAsync();
        await server.SendAsync([0x8A, 3, .. ping.Payload]);
        await server.SendAsync(0x88, 0);
        var (exitCode, _, errors) = await run;

        Assert.Matches("""pong "abc" after \d+\.\d ms\nclosed by the server without a status code\n$""", errors);
        Assert.Equal((0x89, "abc"), (ping.First, Encoding.UTF8.GetString(ping.Payload)));
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("810141", null)]
    [InlineData("C10141", "set a reserved bit that no extension was agreed for")]
    [InlineData("818100000000", "masked a frame")]
    [InlineData("8300", "sent a frame with the reserved opcode 3")]
    [InlineData("8000", "mixed up the fragments of a message")]
    [InlineData("01008100", "mixed up the fragments of a message")]
    [InlineData("0900", "sent a control frame that is fragmented or longer than 125 bytes")]
    [InlineData("897E0080", "sent a control frame that is fragmented or longer than 125 bytes")]
    [InlineData("817E0001", "wrote a length in more bytes than it needs")]
    [InlineData("880103", "sent half a status code")]
    [InlineData("8101FF", "sent text that is not UTF-8")]
    public async Task Connect_WhenTheServerBreaksTheProtocol_SaysHow(string bytes, string? violation)
    {
        using var server = new RawServer();
        var run = CliRun.RunAsync("connect", server.Url, "--wait", "forever");

        await server.OpenAsync();
        await server.SendAsync(Convert.FromHexString(bytes));
        if (violation is null) server.HangUp();
        var (exitCode, _, errors) = await run;

        var end = violation is null ? "the connection broke: it ended without a Close frame" : $"the server broke the protocol: it {violation}.";
        Assert.Equal($"connected to {server.Url}\n{end}\n", errors);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 19\r\n\r\nno endpoint is there", "refused: 404 Not Found (no endpoint is ther).")]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: ws://x/\r\n\r\n", "refused: 301 Moved; it says to go to ws://x/.")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\n\r\n", "refused: 401 Unauthorized; log in with --user NAME.")]
    [InlineData("HTTP/1.1 101 Fine\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n", "answered the opening handshake wrongly; it is no WebSocket server, or something between changed the answer.")]
    public async Task Connect_WhenItIsRefused_SaysWhy(string answer, string reason)
    {
        using var server = new RawServer();
        var run = CliRun.RunAsync("connect", server.Url);

        await server.AcceptAsync();
        await server.SendAsync(answer);
        var (exitCode, _, errors) = await run;

        Assert.Equal($"scriptws: 127.0.0.1:{server.Port} {reason}\n", errors);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Connect_ToAnotherKindOfServer_SaysSo()
    {
        using var server = new RawServer();
        var run = CliRun.RunAsync("connect", server.Url);

        await server.AcceptAsync();
        await server.SendAsync("220 mail.example ESMTP\r\n");
        var (exitCode, _, errors) = await run;

        Assert.Equal($"scriptws: the program at 127.0.0.1:{server.Port} does not speak WebSocket; a server with TLS wants wss://.\n", errors);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Connect_WhereNothingListens_AsksForTheServer()
    {
        int port;
        using (var gone = new RawServer()) port = gone.Port;

        var (exitCode, _, errors) = await CliRun.RunAsync("connect", $"127.0.0.1:{port}");

        Assert.Equal($"scriptws: nothing listens on 127.0.0.1:{port}; is the server running?\n", errors);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Connect_ToScriptWs_TalksToItsScript()
    {
        await using var server = await Interop.EchoServer.StartAsync();

        var (exitCode, output, errors) = await CliRun.RunWithInputAsync("grüße\n/hex 0102\n/ping\n/close 3001 enough\n", "connect", $"{server.Address}", "--protocol", "chat.v1");

        Assert.Equal("grüße\n01 02\n", output);
        Assert.Matches("""^connected to \S+, subprotocol chat\.v1\npong after \d+\.\d ms\nclosed by you with 3001.*\n$""", errors);
        Assert.Equal(0, exitCode);
        Assert.Equal((3001, "enough"), await server.NextEndAsync());
    }
}
