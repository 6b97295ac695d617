using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Client;

/// <summary>The client against a server that stands for all others: Kestrel, with the platform's own WebSocket.</summary>
public sealed class KestrelPeerTests
{
    private const int Limit = 1 << 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Conversation_WithKestrel_ComesBackUnchanged(bool compresses)
    {
        await using var app = await StartEchoAsync();
        var address = new UriBuilder(app.Urls.First()) { Scheme = "ws", Path = "/echo" }.Uri;
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, Cancel);
        var (stream, offer) = (socket.GetStream(), new DeflateOffer());
        var request = new OpeningRequest(address) { Subprotocols = ["log", "chat"], Extensions = compresses ? offer.Header : null };
        var input = new ClientInput(stream);

        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.ToString()), Cancel);
        var head = await input.ReadHeadAsync(cancellationToken: Cancel);
        var terms = head!.Header("Sec-WebSocket-Extensions") is { } extensions ? offer.Agree(extensions) : null;
        var inflater = terms is null ? null : new MessageInflater(terms.ServerContextTakeover);
        using var reader = new ServerMessageReader(Limit, inflater);
        using var deflater = terms is null ? null : new MessageDeflater(terms.ClientContextTakeover);
        var received = new List<string>();
        foreach (var message in (string[])["", "Hello", "Hello", new string('x', 100_000)])
        {
            await stream.WriteAsync(Encode(message, deflater), Cancel);
            received.Add(await NextAsync(input, reader));
        }

        await stream.WriteAsync(ClientFrames.Encode(Opcode.Close, ClientFrames.CloseBody(4001, "enough"u8)), Cancel);
        received.Add(await NextAsync(input, reader));

        Assert.Equal(OpeningFault.None, request.Check(head));
        Assert.Equal(("chat", compresses), (head.Header("Sec-WebSocket-Protocol"), terms is not null));
        Assert.Equal(["Text ", "Text Hello", "Text Hello", $"Text {new string('x', 100_000)}", "Close \u000f\u00a1enough"], received);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static byte[] Encode(string message, MessageDeflater? deflater)
    {
        var payload = Encoding.UTF8.GetBytes(message);
        if (deflater is null) return ClientFrames.Encode(Opcode.Text, payload);

        var compressed = default(PooledBuffer);
        deflater.Deflate(payload, ref compressed);
        var frame = ClientFrames.Encode(new FrameStart(Opcode.Text, Reserved: 4), compressed.Span);
        compressed.Dispose();
        return frame;
    }

    private static async Task<string> NextAsync(ClientInput input, ServerMessageReader reader)
    {
        while (true)
        {
            if (TryTake(input, reader) is { } message) return message;
            if (!await input.FillAsync(Cancel)) return "the end";
        }
    }

    private static string? TryTake(ClientInput input, ServerMessageReader reader)
    {
        var bytes = input.Buffered;
        var isWhole = reader.TryRead(ref bytes, out var message);
        input.Keep(bytes);
        return isWhole ? $"{message.Opcode} {Encoding.Latin1.GetString(message.Payload)}" : null;
    }

    private static async Task<WebApplication> StartEchoAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        app.Map("/echo", EchoAsync);
        await app.StartAsync(Cancel);
        return app;
    }

    private static async Task EchoAsync(HttpContext context)
    {
        var accept = new WebSocketAcceptContext { SubProtocol = "chat", DangerousEnableCompression = true };
        using var socket = await context.WebSockets.AcceptWebSocketAsync(accept);
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } part)
            await socket.SendAsync(buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, context.RequestAborted);
        await socket.CloseOutputAsync(socket.CloseStatus!.Value, socket.CloseStatusDescription, context.RequestAborted);
    }
}
