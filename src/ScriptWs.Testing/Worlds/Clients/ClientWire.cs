using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Testing;

/// <summary>A client's TCP connection, with or without TLS: writes, counts, and breaks as a scenario wants it. Any thread.</summary>
internal sealed class ClientWire : IAsyncDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Socket _socket;
    private readonly WireTrace _trace;
    private long _bytesSent;
    private long _bytesReceived;
    private volatile TaskCompletionSource? _paused;
    private volatile WireState _state;

    public ClientWire(Socket socket, Stream stream, WireTrace trace)
    {
        (_socket, Stream, _trace) = (socket, stream, trace);
        LocalPort = ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public Stream Stream { get; }

    public int LocalPort { get; }

    /// <summary>Bytes sent as frames or raw.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Bytes of frames that were received and dealt with.</summary>
    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <summary>Whether what the server sends is being received.</summary>
    public bool IsReading => _paused is null;

    /// <summary>Whether the cable was pulled: nothing that comes is seen, and nothing leaves.</summary>
    public bool IsUnplugged => _state == WireState.Unplugged;

    /// <summary>Whether this end has ended the connection.</summary>
    public bool HasHungUp => _state == WireState.HungUp;

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (IsUnplugged) return;
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            Interlocked.Add(ref _bytesSent, bytes.Length);
            await Stream.WriteAsync(bytes).ConfigureAwait(false);
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

    /// <summary>Waits while reading is paused.</summary>
    public Task ReadableAsync() => _paused?.Task ?? Task.CompletedTask;

    public void CountReceived(long bytes) => Interlocked.Add(ref _bytesReceived, bytes);

    public void Unplug()
    {
        if (!HasHungUp) _state = WireState.Unplugged;
        _trace.Note("the cable is pulled");
    }

    public void PauseReading(bool paused)
    {
        _trace.Note(paused ? "stops reading" : "reads again");
        if (paused) _paused ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        else Interlocked.Exchange(ref _paused, null)?.TrySetResult();
    }

    public void HangUp(bool reset)
    {
        _state = WireState.HungUp;
        _trace.Note(reset ? "resets the TCP connection" : "ends the TCP connection");
        if (reset) _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <summary>Lets the socket go once the server has ended the connection.</summary>
    public void Release() => _socket.Dispose();

    public async ValueTask DisposeAsync()
    {
        _state = WireState.HungUp;
        _paused?.TrySetResult();
        _socket.Dispose();
        await Stream.DisposeAsync().ConfigureAwait(false);
    }
}
