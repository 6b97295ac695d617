using System.Buffers.Binary;
using System.Text;
using System.Threading.Channels;

namespace ScriptWs.Testing;

/// <summary>What the client receives, and how a scenario waits for it.</summary>
public sealed partial class TestClient
{
    private readonly MemoryStream _message = new();
    private byte _messageOpcode;
    private bool _messageCompressed;
    private ClientDeflate? _deflate;

    /// <summary>Bytes sent since the opening handshake.</summary>
    internal long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Bytes received since the opening handshake, and dealt with.</summary>
    internal long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <summary>Whether what the server sends is being received.</summary>
    internal bool IsReading => _paused is null;

    internal int LocalPort { get; private set; }

    /// <summary>Takes the next message that has not been taken yet, and waits for it if need be.</summary>
    /// <param name="within">How long, in real time. Default 5 seconds.</param>
    /// <exception cref="StepFailedException">None came, or the connection ended.</exception>
    public async Task<ReceivedMessage> ReceiveAsync(TimeSpan? within = null) =>
        await NextAsync(_messages.Reader, "a message", within).ConfigureAwait(false);

    /// <summary>Takes the payload of the next Ping that has not been taken yet.</summary>
    /// <inheritdoc cref="ReceiveAsync"/>
    public async Task<byte[]> ReceivePingAsync(TimeSpan? within = null) => await NextAsync(_pings.Reader, "a Ping", within).ConfigureAwait(false);

    /// <summary>Takes the payload of the next Pong that has not been taken yet.</summary>
    /// <inheritdoc cref="ReceiveAsync"/>
    public async Task<byte[]> ReceivePongAsync(TimeSpan? within = null) => await NextAsync(_pongs.Reader, "a Pong", within).ConfigureAwait(false);

    /// <summary>Takes the next message if one has come already.</summary>
    public ReceivedMessage? TryReceive() => _messages.Reader.TryRead(out var message) ? message : null;

    /// <summary>Takes the next Ping or Pong if one has come already.</summary>
    internal byte[]? TryReceive(string kind) => (kind == "Ping" ? _pings : _pongs).Reader.TryRead(out var payload) ? payload : null;

    /// <summary>Waits for the server's Close frame, whether or not the TCP connection has ended.</summary>
    /// <exception cref="StepFailedException">It did not come.</exception>
    public Task<ClosedWith> CloseFrameAsync(TimeSpan? within = null) => WaitAsync(_closeFrame.Task, "a Close frame", within);

    /// <summary>Waits until the connection has ended, TCP and all.</summary>
    /// <param name="within">How long, in real time. Default 5 seconds.</param>
    /// <exception cref="StepFailedException">It is still there.</exception>
    public Task<ClosedWith> ClosedAsync(TimeSpan? within = null) => WaitAsync(_ended.Task, "the end of the connection", within);

    /// <summary>Sends a Ping and waits for its Pong or the end: everything that the server sent before has been received then.</summary>
    internal async Task PingPongAsync()
    {
        await SendFrameAsync(9, "settled?"u8.ToArray()).ConfigureAwait(false);
        await Task.WhenAny(_ended.Task, ReceivePongAsync()).ConfigureAwait(false);
    }

    private async Task<T> NextAsync<T>(ChannelReader<T> channel, string what, TimeSpan? within)
    {
        try
        {
            return await channel.ReadAsync().AsTask().WaitAsync(within ?? Patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or ChannelClosedException)
        {
            var instead = e is TimeoutException ? $"nothing within {(within ?? Patience).TotalSeconds:0.###} seconds" : $"the end of the connection, with {await _ended.Task.ConfigureAwait(false)}";
            throw new StepFailedException($"{Name} waited for {what}.", what, instead);
        }
    }

    private async Task<T> WaitAsync<T>(Task<T> task, string what, TimeSpan? within)
    {
        try
        {
            return await task.WaitAsync(within ?? Patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new StepFailedException($"{Name} waited for {what}.", what, $"nothing of the kind within {(within ?? Patience).TotalSeconds:0.###} seconds");
        }
    }

    /// <summary>Reads frames until the wire ends.</summary>
    private async Task ReceiveFramesAsync(ClientInput input)
    {
        try
        {
            while (true)
            {
                if (_paused is { } paused) await paused.Task.ConfigureAwait(false);
                if (await input.ReadFrameAsync().ConfigureAwait(false) is not { } frame) break;
                if (!_unplugged) await OnFrameAsync(frame).ConfigureAwait(false);
                Interlocked.Add(ref _bytesReceived, frame.Size);
            }

            _trace.Note("the server ended the TCP connection");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            _trace.Note(_hungUp ? "the TCP connection is over" : "the server reset the TCP connection");
        }
        catch (Exception e)
        {
            // What the server sends may be wrong: that is for the scenario to see, not for this loop to die of.
            _trace.Note($"the server broke the protocol: {e.Message}");
        }

        var end = _closeFrame.Task.IsCompletedSuccessfully ? await _closeFrame.Task.ConfigureAwait(false) : new ClosedWith(1006, "");
        _ended.TrySetResult(end);
        _closeFrame.TrySetResult(end);
        _messages.Writer.TryComplete();
        _pings.Writer.TryComplete();
        _pongs.Writer.TryComplete();
        _deflate?.Dispose();
        _socket.Dispose();
    }

    private async Task OnFrameAsync(ClientInput.Frame frame)
    {
        _trace.Received(WireTrace.Show(frame.Opcode, frame.IsFinal, frame.Payload) + (frame.IsCompressed ? " (compressed)" : ""));
        if (frame.IsMasked) throw new InvalidDataException("it masked a frame (RFC 6455 §5.1)");
        switch (frame.Opcode)
        {
            case 8:
                var status = frame.Payload.Length < 2
                    ? new ClosedWith(1005, "")
                    : new ClosedWith(BinaryPrimitives.ReadUInt16BigEndian(frame.Payload), Encoding.UTF8.GetString(frame.Payload.AsSpan(2)));
                var mustAnswer = !_sentClose && AnswersClose;
                _closeFrame.TrySetResult(status);
                if (mustAnswer) await SendFrameAsync(8, frame.Payload.AsMemory(0, Math.Min(2, frame.Payload.Length))).ConfigureAwait(false);
                break;
            case 9:
                _pings.Writer.TryWrite(frame.Payload);
                if (AnswersPings && AnswerDelay == TimeSpan.Zero) await SendFrameAsync(10, frame.Payload).ConfigureAwait(false);
                else if (AnswersPings) AnswerLater(frame.Payload);
                break;
            case 10:
                _pongs.Writer.TryWrite(frame.Payload);
                break;
            default:
                OnData(frame);
                break;
        }
    }

    private void AnswerLater(byte[] payload)
    {
        var timer = default(ITimer);
        timer = _clock.CreateTimer(_ =>
        {
            timer?.Dispose();
            if (IsOpen) _ = SendFrameAsync(10, payload);
        }, null, AnswerDelay, Timeout.InfiniteTimeSpan);
    }

    private void OnData(ClientInput.Frame frame)
    {
        if (frame.Opcode != 0) (_messageOpcode, _messageCompressed) = (frame.Opcode, frame.IsCompressed);
        _message.Write(frame.Payload);
        if (!frame.IsFinal) return;

        var bytes = _message.ToArray();
        _message.SetLength(0);
        if (_messageCompressed) bytes = (_deflate ??= new ClientDeflate()).Inflate(bytes);
        var message = ReceivedMessage.Of(_messageOpcode == 1, bytes, _messageCompressed);
        lock (_received) _received.Add(message);
        _messages.Writer.TryWrite(message);
    }
}
