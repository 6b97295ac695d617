using System.Net;
using System.Net.Sockets;
using System.Text;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Benching;

/// <summary>
/// The leanest server that echoes: it looks into no frame. All are as long as each other, so it counts the bytes, and for each
/// frame that came whole it sends one that was made before.
/// </summary>
internal sealed class BenchPeer
{
    /// <summary>The hidden command that serves one, and its option.</summary>
    public const string Command = "bench-peer", SizeOption = "--size";

    private const int Buffer = 64 * 1024;

    private readonly int _frame;
    private readonly byte[] _answers;
    private readonly int _answer;

    /// <param name="size">Bytes of each message.</param>
    public BenchPeer(int size)
    {
        var payload = new byte[size];
        payload.AsSpan().Fill((byte)'a');
        _frame = ClientFrames.Size(size);
        // A server's frame is the same without the mask (RFC 6455 §5.2).
        var answer = ClientFrames.Encode(new FrameStart(Opcode.Text, IsMasked: false), payload);
        _answer = answer.Length;
        _answers = [.. Enumerable.Repeat(answer, Math.Max(1, Buffer / _answer)).SelectMany(bytes => bytes)];
    }

    /// <summary>Serves clients of this machine until it is stopped.</summary>
    /// <param name="listening">Told the port.</param>
    /// <param name="stopped">Ends it.</param>
    public async Task ServeAsync(Action<int> listening, CancellationToken stopped)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        listening(((IPEndPoint)listener.LocalEndPoint!).Port);
        try
        {
            while (true) _ = EchoAsync(await listener.AcceptAsync(stopped), stopped);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    private async Task EchoAsync(Socket socket, CancellationToken stopped)
    {
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var input = new ClientInput(stream);
            // The head of a request differs from that of an answer in its first line only.
            var key = (await input.ReadHeadAsync(cancellationToken: stopped))?.Header("Sec-WebSocket-Key");
            if (key?.Length != WebSocketKey.Length) return;

            var welcome = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {WebSocketKey.Accept(key)}\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(welcome), stopped);
            var (buffer, come) = (new byte[Buffer], input.TakeRest().Length);
            while (true)
            {
                while (come >= _frame)
                {
                    var count = Math.Min(come / _frame, _answers.Length / _answer);
                    await stream.WriteAsync(_answers.AsMemory(0, count * _answer), stopped);
                    come -= count * _frame;
                }

                if (await stream.ReadAsync(buffer, stopped) is var read and > 0) come += read;
                else return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The run has ended.
        }
    }
}
