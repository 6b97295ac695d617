using System.Buffers;
using System.Net.Sockets;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// The writing half of a socket: tries a write at once; what the kernel does not take is copied into a tail that goes
/// out asynchronously. Owns the end of the socket.
/// </summary>
internal sealed class SocketOutput(Socket socket, ITransport transport) : IDisposable
{
    /// <summary>Bytes kept back here at most after a short write; the rest stays in the connection's own bounded buffer.</summary>
    private const int MaxTail = 64 * 1024;

    /// <summary>No execution context is captured per operation: nothing of ours flows through it.</summary>
    public const bool SuppressContext = true;

    private readonly Lock _lock = new();
    private Tail? _tail;
    private OutputState _state = OutputState.Open;

    /// <summary>Bytes of the tail.</summary>
    public int Unsent
    {
        get
        {
            lock (_lock) return _tail is { IsPending: true } tail ? tail.Count : 0;
        }
    }

    public int Write(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_state is not OutputState.Open) return bytes.Length;
            if (_tail is { IsPending: true }) return 0;

            int sent;
            try
            {
                sent = socket.Send(bytes, SocketFlags.None, out var error);
                if (error == SocketError.WouldBlock)
                {
                    sent = 0;
                }
                else if (error != SocketError.Success)
                {
                    // The receiving half sees the same failure and reports it.
                    _state = OutputState.Ended;
                    return bytes.Length;
                }
            }
            catch (ObjectDisposedException)
            {
                return bytes.Length;
            }

            if (sent == bytes.Length) return sent;

            var rest = bytes[sent..];
            if (rest.Length > MaxTail) rest = rest[..MaxTail];
            (_tail ??= new Tail(this)).Begin(rest);
            return sent + rest.Length;
        }
    }

    /// <summary>Ends our direction when the tail is out.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            if (_state is not OutputState.Open) return;
            if (_tail is { IsPending: true }) _state = OutputState.Completing;
            else Shutdown();
        }
    }

    public void Abort()
    {
        lock (_lock) _state = OutputState.Ended;
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // It is gone already.
        }

        socket.Dispose();
    }

    public void Dispose()
    {
        lock (_lock) _state = OutputState.Ended;
        socket.Dispose();
    }

    private void Shutdown()
    {
        _state = OutputState.Ended;
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The client was faster.
        }
    }

    private void OnTailSent(bool succeeded)
    {
        bool writable;
        lock (_lock)
        {
            writable = _state == OutputState.Open;
            if (_state == OutputState.Completing) Shutdown();
            else if (!succeeded) _state = OutputState.Ended;
        }

        if (writable) transport.Sink.OnWritable();
    }

    private enum OutputState
    {
        Open,

        /// <summary>Nothing more is taken; the tail is still going out.</summary>
        Completing,
        Ended,
    }

    /// <summary>One asynchronous send at a time; made when a client is first too slow.</summary>
    private sealed class Tail(SocketOutput output) : SocketAsyncEventArgs(SuppressContext), IThreadPoolWorkItem
    {
        private byte[]? _bytes;

        public bool IsPending => _bytes is not null;

        public void Begin(ReadOnlySpan<byte> bytes)
        {
            _bytes = ArrayPool<byte>.Shared.Rent(bytes.Length);
            bytes.CopyTo(_bytes);
            SetBuffer(_bytes, 0, bytes.Length);
            try
            {
                if (output.Socket.SendAsync(this)) return;
            }
            catch (ObjectDisposedException)
            {
                // Told like any other failure, below.
            }

            // Never from inside Write: its caller holds the connection's buffer.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        void IThreadPoolWorkItem.Execute() => OnCompleted(this);

        protected override void OnCompleted(SocketAsyncEventArgs e) => Background.Run(Finish, "writing to a connection", null);

        private void Finish()
        {
            var succeeded = SocketError == SocketError.Success;
            var bytes = _bytes!;
            SetBuffer(null, 0, 0);
            lock (output._lock) _bytes = null;
            ArrayPool<byte>.Shared.Return(bytes);
            output.OnTailSent(succeeded);
        }
    }

    private Socket Socket => socket;
}
