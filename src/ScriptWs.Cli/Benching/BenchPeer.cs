using System.Net;
using System.Net.Sockets;
using System.Text;
using ScriptWs.Cli.Client;

namespace ScriptWs.Cli.Benching;

/// <summary>
/// The leanest server that echoes: it looks into no frame. All are as long as each other, so it counts the bytes, and for each
/// frame that came whole it sends one that was made before.
/// </summary>
internal sealed class BenchPeer
{
    private const int Buffer = 64 * 1024;
    private const int Mask = 4;

    private readonly int _frame;
    private readonly byte[] _answers;
    private readonly int _answer;

    /// <param name="size">Bytes of each message.</param>
    public BenchPeer(int size)
    {
        var payload = new byte[size];
        payload.AsSpan().Fill((byte)'a');
        var frame = ClientFrames.Encode(ClientOpcode.Text, payload);
        _frame = frame.Length;
        // A server's frame is the same without the mask (RFC 6455 §5.2).
        byte[] answer = [.. frame.AsSpan(0, _frame - size - Mask), .. payload];
        answer[1] &= 0x7F;
        _answer = answer.Length;
        _answers = [.. Enumerable.Repeat(answer, Math.Max(1, Buffer / _answer)).SelectMany(one => one)];
    }

    /// <summary>Serves whoever comes to this machine until it is stopped.</summary>
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
            var input = new BufferedInput(stream);
            var key = "";
            while (await input.ReadLineAsync(stopped) is { Length: > 0 } line)
            {
                if (line.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal)) key = line["Sec-WebSocket-Key: ".Length..];
            }

            var welcome = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {ClientUpgrade.AcceptOf(key)}\r\n\r\n";
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
            // The run is over.
        }
    }
}
