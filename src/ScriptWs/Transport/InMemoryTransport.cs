using System.Net;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// A wire without a network: what the client sends is pushed on the caller's thread, what the server sends is kept.
/// <see cref="Capacity"/> makes a client that reads slowly.
/// </summary>
internal sealed class InMemoryTransport : ITransport
{
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _waiting = new();
    private readonly List<byte> _output = [];
    private bool _paused;
    private bool _pushing;
    private bool _finished;
    private bool _finishTold;
    private bool _refused;
    private bool _resumeAsked;

    public EndPoint? RemoteEndPoint { get; init; } = new IPEndPoint(IPAddress.Loopback, 50000);

    public EndPoint? LocalEndPoint { get; init; } = new IPEndPoint(IPAddress.Loopback, 8080);

    public bool IsSecure { get; init; }

    public TlsInformation? Tls => null;

    public bool HasUnreadInput
    {
        get
        {
            lock (_lock) return _waiting.Count > 0;
        }
    }

    public ITransportSink Sink { get; set; } = null!;

    /// <summary>What the client has not read.</summary>
    public long Unsent
    {
        get
        {
            lock (_lock) return Aborted || _finishTold ? 0 : _output.Count;
        }
    }

    /// <summary>Bytes the wire takes before the client reads; the default is all.</summary>
    public int Capacity { get; set; } = int.MaxValue;

    /// <summary>The server ended its direction.</summary>
    public bool OutputClosed { get; private set; }

    public bool Aborted { get; private set; }

    /// <summary>How many writes there were: a batch is one.</summary>
    public int Writes { get; private set; }

    /// <summary>The server does not want to read at present.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_lock) return _paused;
        }
    }

    /// <summary>The client sends bytes.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        lock (_lock) _waiting.Enqueue(bytes.ToArray());
        PushWaiting();
    }

    /// <summary>The client ends its direction, or the wire breaks.</summary>
    public void Finish()
    {
        lock (_lock) _finished = true;
        PushWaiting();
    }

    /// <summary>The client reads what there is.</summary>
    /// <param name="most">Maximum number of bytes; everything by default.</param>
    public byte[] TakeOutput(int most = int.MaxValue)
    {
        byte[] taken;
        bool wasRefused;
        lock (_lock)
        {
            taken = [.. _output.Take(most)];
            _output.RemoveRange(0, taken.Length);
            wasRefused = _refused;
            _refused = false;
        }

        if (wasRefused) Sink.OnWritable();
        return taken;
    }

    public int Write(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (OutputClosed || Aborted) return bytes.Length;
            var accepted = Math.Min(bytes.Length, Capacity - _output.Count);
            _refused |= accepted < bytes.Length;
            _output.AddRange(bytes[..accepted]);
            Writes++;
            return accepted;
        }
    }

    public void ResumeReading()
    {
        lock (_lock)
        {
            _resumeAsked = _pushing;
            _paused = false;
        }

        PushWaiting();
    }

    public void CloseOutput()
    {
        lock (_lock) OutputClosed = true;
    }

    public void Abort()
    {
        lock (_lock) Aborted = _finished = true;
        Background.Queue("the end of a wire in memory", PushWaiting);
    }

    private void PushWaiting()
    {
        while (TryTakeNext(out var bytes))
        {
            var goOn = true;
            if (bytes is null) Sink.OnDisconnected();
            else goOn = Sink.OnReceived(bytes);
            lock (_lock)
            {
                _pushing = false;
                _paused = !goOn && !_resumeAsked;
                _resumeAsked = false;
            }
        }
    }

    private bool TryTakeNext(out byte[]? bytes)
    {
        bytes = null;
        lock (_lock)
        {
            if (_pushing || _paused || _finishTold) return false;
            if (!_waiting.TryDequeue(out bytes))
            {
                if (!_finished) return false;
                _finishTold = true;
            }

            return _pushing = true;
        }
    }
}
