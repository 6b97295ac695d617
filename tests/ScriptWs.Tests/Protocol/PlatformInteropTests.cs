using System.Net.WebSockets;
using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

/// <summary>Our frames against the platform's own WebSocket, which stands for an independent client.</summary>
public sealed class PlatformInteropTests
{
    private static readonly string[] Messages =
    [
        "", "a", "Hello", "Hello", "Grüße €", new string('x', 200), string.Concat(Enumerable.Range(0, 3000).Select(i => $"{{\"n\":{i}}}")),
        .. Enumerable.Range(1, 40).Select(i => string.Concat(Enumerable.Range(0, i * 40).Select(j => (char)('a' + (i * j % 26))))),
    ];

    /// <summary>Context takeover of the server and of the client, and the same for their windows.</summary>
    public static TheoryData<bool, bool, int, int> Shapes => new()
    {
        { true, true, 15, 15 }, { true, false, 15, 15 }, { false, true, 15, 15 }, { false, false, 15, 15 },
        { true, true, 9, 9 }, { true, false, 15, 12 }, { false, true, 9, 15 }, { false, false, 12, 9 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task CompressedMessages_OfThePlatformsClient_AreRead(bool serverContext, bool clientContext, int serverBits, int clientBits)
    {
        var stream = new DuplexStream([]);
        using var client = Client(stream, serverContext, clientContext, serverBits, clientBits);
        foreach (var message in Messages)
        {
            var bytes = Encoding.UTF8.GetBytes(message);
            await client.SendAsync(bytes.AsMemory(0, bytes.Length / 2), WebSocketMessageType.Text, false, TestContext.Current.CancellationToken);
            await client.SendAsync(bytes.AsMemory(bytes.Length / 2), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        }

        var handler = Reading.Handler(Reading.Limits, new MessageInflater(clientContext), stream.Written.ToArray());

        Assert.Equal(Messages.Select(m => $"text \"{m}\""), handler.Events);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task CompressedMessages_OfTheServer_AreReadByThePlatformsClient(bool serverContext, bool clientContext, int serverBits, int clientBits)
    {
        using var deflater = new MessageDeflater(serverContext, isWindowSmall: serverBits < 15);
        var stream = new DuplexStream([.. Messages.SelectMany(m => ServerFrame(m, deflater))]);
        using var client = Client(stream, serverContext, clientContext, serverBits, clientBits);
        var received = new List<string>();

        var buffer = new byte[100_000];
        while (received.Count < Messages.Length)
        {
            var length = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                result = await client.ReceiveAsync(buffer.AsMemory(length), TestContext.Current.CancellationToken);
                length += result.Count;
            }
            while (!result.EndOfMessage);

            received.Add(Encoding.UTF8.GetString(buffer, 0, length));
        }

        Assert.Equal(Messages, received);
    }

    private static WebSocket Client(Stream stream, bool serverContext, bool clientContext, int serverBits, int clientBits) =>
        WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = false,
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
            DangerousDeflateOptions = new WebSocketDeflateOptions
            {
                ServerContextTakeover = serverContext,
                ClientContextTakeover = clientContext,
                ServerMaxWindowBits = serverBits,
                ClientMaxWindowBits = clientBits,
            },
        });

    private static byte[] ServerFrame(string message, MessageDeflater deflater)
    {
        var payload = default(PooledBuffer);
        deflater.Deflate(Encoding.UTF8.GetBytes(message), ref payload);
        var header = new byte[FrameHeader.Size(payload.Length)];
        FrameHeader.Write(header, Opcode.Text, payload.Length, compressed: true);
        byte[] frame = [.. header, .. payload.Span];
        payload.Dispose();
        return frame;
    }
}
