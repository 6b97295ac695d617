using System.Net.WebSockets;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Interop;

/// <summary>The server as .NET's own WebSocket client sees it.</summary>
public sealed class DotNetClientTests
{
    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("Grüße, 世界 🌍")]
    public async Task TextMessage_Sent_ComesBack(string text)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await DotNetClient.ConnectAsync(server.Address);

        await client.SendAsync(text);

        Assert.Equal(text, await client.ReceiveTextAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1024 * 1024)]
    public async Task BinaryMessage_OfAnyAllowedLength_ComesBack(int length)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await DotNetClient.ConnectAsync(server.Address);
        var bytes = Some.Bytes(length);

        await client.SendAsync(bytes);

        Assert.Equal(bytes, await client.ReceiveBytesAsync());
    }

    [Fact]
    public async Task FragmentedMessage_Sent_ComesBackWhole()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await DotNetClient.ConnectAsync(server.Address);

        await client.SendAsync("one ", endOfMessage: false);
        await client.SendAsync("two ", endOfMessage: false);
        await client.SendAsync("three");

        Assert.Equal("one two three", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Message_OverTheLimit_ClosesWith1009()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await DotNetClient.ConnectAsync(server.Address);

        await client.SendAsync(new byte[1024 * 1024 + 1]);
        await client.ReceiveCloseAsync();

        Assert.Equal((1009, "message exceeds 1 MiB"), client.Close);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CompressedMessages_Sent_ComeBack(bool withoutContextTakeover)
    {
        await using var server = await EchoServer.StartAsync(options => options with { Compression = new CompressionOptions { Enabled = true } });
        using var client = await DotNetClient.ConnectAsync(server.Address, options => options.DangerousDeflateOptions = new WebSocketDeflateOptions
        {
            ClientContextTakeover = !withoutContextTakeover,
            ServerContextTakeover = !withoutContextTakeover,
        });
        var text = string.Concat(Enumerable.Repeat("the same words again and again, ", 1000));

        foreach (var round in Enumerable.Range(1, 3))
        {
            await client.SendAsync(text + round);
            Assert.Equal(text + round, await client.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task Subprotocol_OfferedByBoth_IsAgreedOn()
    {
        await using var server = await EchoServer.StartAsync();

        using var client = await DotNetClient.ConnectAsync(server.Address, options =>
        {
            options.AddSubProtocol("other");
            options.AddSubProtocol("chat.v1");
        });

        Assert.Equal("chat.v1", client.Subprotocol);
    }

    [Fact]
    public async Task Close_ByTheClient_IsAnsweredInKind()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await DotNetClient.ConnectAsync(server.Address);

        await client.CloseAsync((WebSocketCloseStatus)4000, "done");

        Assert.Equal(WebSocketState.Closed, client.State);
        Assert.Equal(4000, client.Close.Code);
        Assert.Equal((4000, "done"), await server.NextEndAsync());
    }

    [Fact]
    public async Task Close_ByTheServer_TellsCodeAndReason()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await DotNetClient.ConnectAsync(server.Address);

        await client.SendAsync("close me");
        await client.ReceiveCloseAsync();

        Assert.Equal((4001, "as you wish"), client.Close);
        Assert.Equal(4001, (await server.NextEndAsync()).Code);
    }

    [Fact]
    public async Task Client_ThatVanishes_IsReportedWith1006()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await DotNetClient.ConnectAsync(server.Address);
        await client.SendAsync("here");
        await client.ReceiveTextAsync();

        client.Abort();

        Assert.Equal(1006, (await server.NextEndAsync()).Code);
    }

    [Fact]
    public async Task KeepAlivePings_OfTheClient_AreAnswered()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await DotNetClient.ConnectAsync(server.Address, options =>
        {
            options.KeepAliveInterval = TimeSpan.FromMilliseconds(20);
            options.KeepAliveTimeout = TimeSpan.FromSeconds(20); // an unanswered Ping would abort the client then
        });

        foreach (var round in Enumerable.Range(1, 20))
        {
            await client.SendAsync($"{round}");
            Assert.Equal($"{round}", await client.ReceiveTextAsync());
        }

        Assert.Equal(WebSocketState.Open, client.State);
    }
}
