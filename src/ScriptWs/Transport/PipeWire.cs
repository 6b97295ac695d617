using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// Turns a wire that pushes into two pipes that are pulled from, for code that awaits. The pipes' other ends run on the
/// pool, where code may block. The thread that reads sockets may not.
/// </summary>
internal sealed class PipeWire : ITransportSink, IDuplexPipe, IExpiring, IOutput
{
    /// <summary>Bytes that wait in one direction before its writer waits.</summary>
    private const int MaxWaiting = 64 * 1024;

    private readonly ITransport _transport;
    private readonly Action _ended;
    private readonly Pipe _input = new(Options(PipeScheduler.ThreadPool));
    private readonly Pipe _output = new(Options(PipeScheduler.ThreadPool));
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _writable = new(0);
    private readonly Action<IExpiring> _beginFarewell;
    private readonly TimeProvider _clock;
    private readonly SlowReaders? _slowReaders;
    private long _lastSent;
    private long _written;
    private int _rest;
    private bool _isOnItsWay;

    /// <param name="transport">The wire; its sink becomes this.</param>
    /// <param name="beginFarewell">Bounds the time that the client has to read the last answer and leave.</param>
    /// <param name="ended">Called once when the wire is gone.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="slowReaders">Drops it when the client does not read; <c>null</c> for never.</param>
    public PipeWire(ITransport transport, Action<IExpiring> beginFarewell, Action ended, TimeProvider clock, SlowReaders? slowReaders = null)
    {
        (_transport, _beginFarewell, _ended, _clock, _slowReaders) = (transport, beginFarewell, ended, clock, slowReaders);
        _lastSent = clock.GetTimestamp();
        transport.Sink = this;
        _ = SendAllAsync();
    }

    public PipeReader Input => _input.Reader;

    public PipeWriter Output => _output.Writer;

    /// <summary>How long ago something was sent.</summary>
    public TimeSpan Silence => _clock.GetElapsedTime(Volatile.Read(ref _lastSent));

    /// <summary>Cancelled when the wire is gone.</summary>
    public CancellationToken Closed => _closed.Token;

    bool IExpiring.IsSettled => _gone.Task.IsCompleted;

    EndPoint? IOutput.RemoteEndPoint => _transport.RemoteEndPoint;

    long IOutput.Waiting => _gone.Task.IsCompleted ? 0 : Volatile.Read(ref _rest) + _transport.Unsent;

    long IOutput.Taken => Volatile.Read(ref _written) - _transport.Unsent;

    void IOutput.Abort() => _transport.Abort();

    /// <summary>
    /// The last answer may be on its way for longer. Whether the client reads it is watched by others; once it has come, there is a whole
    /// farewell to look at it.
    /// </summary>
    void IExpiring.OnExpired()
    {
        var (wasOnItsWay, isOnItsWay) = (_isOnItsWay, _transport.Unsent > 0);
        _isOnItsWay = isOnItsWay;
        if (_slowReaders is { IsOn: true } && (isOnItsWay || wasOnItsWay)) _beginFarewell(this);
        else _transport.Abort();
    }

    public bool OnReceived(Span<byte> bytes) => OnReceived((ReadOnlySpan<byte>)bytes);

    /// <returns><c>false</c> when the reader is behind; reading resumes by itself.</returns>
    public bool OnReceived(ReadOnlySpan<byte> bytes)
    {
        _input.Writer.Write(bytes);
        var flush = _input.Writer.FlushAsync();
        if (flush.IsCompleted) return true; // also when the reader is gone: the rest is dropped

        _ = ResumeWhenAsync(flush);
        return false;
    }

    public void OnWritable() => _writable.Release();

    public void OnDisconnected()
    {
        _input.Writer.Complete();
        _writable.Release();
        _gone.TrySetResult();
        _ended();
        // Not on this thread: the awaiting code's callbacks may block.
        Background.Queue("the end of an HTTP connection", _closed.Cancel);
    }

    /// <summary>Ends our direction behind what was written, and waits for the client to leave, for the time of a farewell.</summary>
    public async ValueTask EndAsync()
    {
        await _input.Reader.CompleteAsync().ConfigureAwait(false);
        await _output.Writer.CompleteAsync().ConfigureAwait(false);
        await _gone.Task.ConfigureAwait(false);
    }

    private async Task ResumeWhenAsync(ValueTask<FlushResult> flush)
    {
        await flush.ConfigureAwait(false);
        _transport.ResumeReading();
    }

    /// <summary>Carries the output pipe to the wire until its writer is done.</summary>
    private async Task SendAllAsync()
    {
        while (true)
        {
            var read = await _output.Reader.ReadAsync().ConfigureAwait(false);
            if (!read.Buffer.IsEmpty) Volatile.Write(ref _lastSent, _clock.GetTimestamp());
            foreach (var segment in read.Buffer) await SendAsync(segment).ConfigureAwait(false);
            _output.Reader.AdvanceTo(read.Buffer.End);
            if (!read.IsCompleted) continue;

            await _output.Reader.CompleteAsync().ConfigureAwait(false);
            _transport.CloseOutput();
            _beginFarewell(this);
            return;
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (true)
        {
            var written = _transport.Write(bytes.Span);
            Volatile.Write(ref _written, _written + written);
            bytes = bytes[written..];
            Volatile.Write(ref _rest, bytes.Length);
            _slowReaders?.Watch(this);
            if (bytes.IsEmpty) return;
            // A signal from before the short write only costs another try.
            await _writable.WaitAsync().ConfigureAwait(false);
            if (_gone.Task.IsCompleted) return;
        }
    }

    private static PipeOptions Options(PipeScheduler readers) =>
        new(readerScheduler: readers, writerScheduler: PipeScheduler.ThreadPool, pauseWriterThreshold: MaxWaiting, resumeWriterThreshold: MaxWaiting / 2, useSynchronizationContext: false);
}
