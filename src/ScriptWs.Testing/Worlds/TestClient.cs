using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace ScriptWs.Testing;

/// <summary>
/// The far end of one WebSocket, well behaved until it is told otherwise: it answers Pings and Close frames by itself,
/// keeps what it received, and can send any bytes at all.
/// </summary>
public sealed partial class TestClient : IAsyncDisposable
{
    /// <summary>How long anything that must come may take, in real time. Never waited for when things are well.</summary>
    internal static readonly TimeSpan Patience = Running.WaitBounds.Event;

    private const int MaxKept = 100_000;

    private readonly Channel<ReceivedMessage> _messages = Channel.CreateBounded<ReceivedMessage>(MaxKept);
    private readonly Channel<byte[]> _pings = Channel.CreateBounded<byte[]>(MaxKept);
    private readonly Channel<byte[]> _pongs = Channel.CreateBounded<byte[]>(MaxKept);
    private readonly TaskCompletionSource<ClosedWith> _closeFrame = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ClosedWith> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly TimeProvider _clock;
    private readonly WireTrace _trace;
    private readonly List<ReceivedMessage> _received = [];
    private long _bytesSent;
    private long _bytesReceived;
    private volatile bool _sentClose;
    private volatile bool _unplugged;
    private volatile bool _hungUp;
    private volatile TaskCompletionSource? _paused;

    private TestClient(string name, Socket socket, Stream stream, TimeProvider clock) =>
        (Name, _socket, _stream, _clock, _trace) = (name, socket, stream, clock, new WireTrace(clock));

    /// <summary>The name that the scenario gave it.</summary>
    public string Name { get; }

    /// <summary>The status of the answer to its opening handshake: 101 when it has a WebSocket.</summary>
    public int Status { get; private set; }

    /// <summary>The header fields of that answer by their names in lower case; repeated ones are joined with <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    /// <summary>The body of an answer that refused; empty otherwise.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The subprotocol that the server chose; <c>null</c> when there is none.</summary>
    public string? Subprotocol => Headers.GetValueOrDefault("sec-websocket-protocol");

    /// <summary>Its TLS, if it speaks any.</summary>
    internal TlsSession? Tls { get; private init; }

    /// <summary>Whether it has a WebSocket which neither side has begun to close.</summary>
    public bool IsOpen => Status == 101 && !_sentClose && !_closeFrame.Task.IsCompleted && !_ended.Task.IsCompleted && !_hungUp;

    /// <summary>Whether the TCP connection has ended.</summary>
    public bool HasEnded => _ended.Task.IsCompleted || _hungUp;

    /// <summary>Whether it answers a Ping at once. Default yes.</summary>
    public bool AnswersPings { get; set; } = true;

    /// <summary>How long it waits before it answers a Ping, by the scenario's clock. Default not at all.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>Whether it answers a Close frame at once. Default yes.</summary>
    public bool AnswersClose { get; set; } = true;

    /// <summary>All messages received so far.</summary>
    public IReadOnlyList<ReceivedMessage> Received
    {
        get
        {
            lock (_received) return [.. _received];
        }
    }

    /// <summary>What went over the wire, a line a frame.</summary>
    public IReadOnlyList<string> Trace => _trace.Lines;

    /// <summary>Sends a text message.</summary>
    public Task SendAsync(string text) => SendFrameAsync(1, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a binary message.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes) => SendFrameAsync(2, bytes);

    /// <summary>Sends a compressed text message (RFC 7692 §7.2.1).</summary>
    public Task SendCompressedAsync(string text) => SendFrameAsync(1, ClientDeflate.Deflate(Encoding.UTF8.GetBytes(text)), reserved: 4);

    /// <summary>Begins the closing handshake (RFC 6455 §7.1.2).</summary>
    /// <param name="code">The status code; <c>null</c> sends a Close frame without one.</param>
    /// <param name="reason">The reason.</param>
    public Task CloseAsync(int? code = 1000, string reason = "")
    {
        var body = code is null ? [] : new byte[2 + Encoding.UTF8.GetByteCount(reason)];
        if (code is { } status)
        {
            BinaryPrimitives.WriteUInt16BigEndian(body, (ushort)status);
            Encoding.UTF8.GetBytes(reason, body.AsSpan(2));
        }

        return SendFrameAsync(8, body);
    }

    /// <summary>Sends one frame, right or wrong.</summary>
    /// <param name="opcode">0 to 15 (RFC 6455 §5.2).</param>
    /// <param name="payload">The payload, not masked yet.</param>
    /// <param name="isFinal">The FIN bit.</param>
    /// <param name="reserved">RSV1, RSV2 and RSV3 as one number: 4, 2, 1.</param>
    /// <param name="masked">Whether the payload is masked, as a client's must be (RFC 6455 §5.3).</param>
    public async Task SendFrameAsync(int opcode, ReadOnlyMemory<byte> payload, bool isFinal = true, int reserved = 0, bool masked = true)
    {
        if (opcode == 8) _sentClose = true;
        _trace.Sent(WireTrace.Show((byte)opcode, isFinal, payload.Span) + (masked ? "" : " (not masked)"));
        await WriteAsync(Encode((byte)((isFinal ? 0x80 : 0) | (reserved << 4) | opcode), payload.Span, masked)).ConfigureAwait(false);
    }

    /// <summary>Sends bytes as they are, frames or not.</summary>
    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes)
    {
        _trace.Sent($"raw {Hex.Of(bytes.Span)}");
        await WriteAsync(bytes).ConfigureAwait(false);
    }

    /// <summary>Goes silent as if the cable were pulled: what comes is not seen, nothing is answered or sent, and nobody is told.</summary>
    public void Unplug()
    {
        _unplugged = true;
        _trace.Note("the cable is pulled");
    }

    /// <summary>Stops or goes on reading from the wire, so that the server's buffers fill.</summary>
    public void PauseReading(bool paused)
    {
        _trace.Note(paused ? "stops reading" : "reads again");
        if (paused) _paused ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        else Interlocked.Exchange(ref _paused, null)?.TrySetResult();
    }

    /// <summary>Ends the TCP connection without a closing handshake: with a FIN, or with a reset.</summary>
    public void HangUp(bool reset)
    {
        _hungUp = true;
        _trace.Note(reset ? "resets the TCP connection" : "ends the TCP connection");
        if (reset) _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _hungUp = true;
        _paused?.TrySetResult();
        _socket.Dispose();
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private static byte[] Encode(byte first, ReadOnlySpan<byte> payload, bool masked)
    {
        var lengthSize = payload.Length < 126 ? 0 : payload.Length <= ushort.MaxValue ? 2 : 8;
        var header = 2 + lengthSize + (masked ? 4 : 0);
        var frame = new byte[header + payload.Length];
        frame[0] = first;
        frame[1] = (byte)((masked ? 0x80 : 0) | (lengthSize == 0 ? payload.Length : lengthSize == 2 ? 126 : 127));
        if (lengthSize == 2) BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        if (lengthSize == 8) BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), payload.Length);
        var body = frame.AsSpan(header);
        payload.CopyTo(body);
        if (!masked) return frame;

        var key = frame.AsSpan(header - 4, 4);
        RandomNumberGenerator.Fill(key);
        for (var i = 0; i < body.Length; i++) body[i] ^= key[i & 3];
        return frame;
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_unplugged) return;
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            Interlocked.Add(ref _bytesSent, bytes.Length);
            await _stream.WriteAsync(bytes).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The server has ended the connection; the scenario sees it by what it waits for next.
            _trace.Note("could not be sent: the connection is gone");
        }
        finally
        {
            _sending.Release();
        }
    }
}
