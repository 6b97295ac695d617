using System.Buffers;
using System.Net;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// A wire on a stream that another web server has switched to WebSockets. Until <see cref="RunAsync"/> it has no stream: what
/// is written waits. The thread that a read completes on pushes the bytes, runs the turn and writes the answer.
/// </summary>
internal sealed class StreamTransport : ITransport
{
    private const int ReadSize = 4 * 1024;

    /// <summary>Bytes kept back here at most while a write is under way; the rest stays in the connection's own bounded buffer.</summary>
    private const int MaxPending = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _resumed = new(0);
    private readonly Action _abort;
    private ArrayBufferWriter<byte> _pending = new();
    private ArrayBufferWriter<byte> _sent = new();
    private Stream? _stream;
    private ReadGate _gate = ReadGate.Closed;
    private bool _isSending;
    private bool _isShort;
    private bool _isCompleting;
    private bool _isOver;

    /// <param name="remote">Where the client is.</param>
    /// <param name="local">Where it arrived.</param>
    /// <param name="isSecure">Whether it came over TLS.</param>
    /// <param name="abort">Drops the wire below.</param>
    public StreamTransport(EndPoint? remote, EndPoint? local, bool isSecure, Action abort)
    {
        (RemoteEndPoint, LocalEndPoint, IsSecure) = (remote, local, isSecure);
        _abort = abort;
    }

    public EndPoint? RemoteEndPoint { get; }

    public EndPoint? LocalEndPoint { get; }

    public bool IsSecure { get; }

    public TlsInformation? Tls => null;

    /// <summary>A stream does not tell.</summary>
    public bool HasUnreadInput => false;

    public long Unsent
    {
        get
        {
            lock (_lock) return _isOver ? 0 : _pending.WrittenCount + _sent.WrittenCount;
        }
    }

    public ITransportSink Sink { get; set; } = null!;

    /// <summary>Reads until one side ends it. The sink is told then.</summary>
    public async Task RunAsync(Stream stream)
    {
        lock (_lock) _stream = stream;
        Send();
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            await PauseAsync().ConfigureAwait(false);
            while (await stream.ReadAsync(buffer, _ended.Token).ConfigureAwait(false) is > 0 and var count)
            {
                if (Sink.OnReceived(buffer.AsSpan(0, count))) _gate.Forget();
                else if (_gate.TryPause()) await PauseAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (WireErrors.IsEnd(e))
        {
            // The wire is gone, or has said all that it had to.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            End();
        }
    }

    /// <summary>Tells the sink once that the wire is gone.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_isOver) return;
            _isOver = true;
        }

        Sink.OnDisconnected();
        _ended.Cancel();
    }

    public int Write(ReadOnlySpan<byte> bytes)
    {
        int accepted;
        lock (_lock)
        {
            if (_isOver || _isCompleting) return bytes.Length;
            accepted = Math.Min(bytes.Length, MaxPending - _pending.WrittenCount);
            _isShort |= accepted < bytes.Length;
            _pending.Write(bytes[..accepted]);
        }

        Send();
        return accepted;
    }

    public void ResumeReading()
    {
        if (_gate.Resume()) _resumed.Release();
    }

    public void CloseOutput()
    {
        lock (_lock) _isCompleting = true;
        Send();
    }

    public void Abort()
    {
        // Under the lock that the end takes first: after it the web server uses what is aborted for another request.
        lock (_lock)
        {
            if (_isOver) return;
            _abort();
        }

        EndSoon();
    }

    /// <summary>Not on this thread: it may hold the connection's buffer, and the end is told to the connection.</summary>
    private void EndSoon() => Background.Queue("the end of a WebSocket", _ended.Cancel);

    private Task PauseAsync() => _resumed.WaitAsync(_ended.Token);

    private void Send()
    {
        lock (_lock)
        {
            if (_isSending || _stream is null) return;
            _isSending = true;
        }

        _ = SendAllAsync();
    }

    /// <summary>Writes what waits, batch by batch; one at a time.</summary>
    private async Task SendAllAsync()
    {
        try
        {
            while (TryTake(out var batch))
            {
                await _stream!.WriteAsync(batch, _ended.Token).ConfigureAwait(false);
                await _stream.FlushAsync(_ended.Token).ConfigureAwait(false);
                _sent.ResetWrittenCount();
            }
        }
        catch (Exception e) when (WireErrors.IsEnd(e))
        {
            EndSoon();
        }
    }

    /// <returns><c>false</c> when nothing waits: the next write sends again.</returns>
    private bool TryTake(out ReadOnlyMemory<byte> batch)
    {
        bool wasShort, isDone;
        lock (_lock)
        {
            (_pending, _sent) = (_sent, _pending);
            batch = _sent.WrittenMemory;
            _isSending = batch.Length > 0;
            (wasShort, _isShort) = (_isShort, false);
            isDone = !_isSending && _isCompleting;
        }

        // Never from inside Write: its caller holds the connection's buffer.
        if (wasShort) Background.Queue("writing to a WebSocket", Sink.OnWritable);
        // After the closing handshake the server ends TCP first (RFC 6455 §7.1.1), which it does when the request ends.
        if (isDone) EndSoon();
        return batch.Length > 0;
    }
}
