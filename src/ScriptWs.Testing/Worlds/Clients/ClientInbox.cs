using System.Threading.Channels;
using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing;

/// <summary>What a client has received and a scenario has not taken yet, and how it waits for more. Any thread.</summary>
internal sealed class ClientInbox(string name)
{
    private const int MaxKept = 100_000;

    private readonly Channel<ReceivedMessage> _messages = Channel.CreateBounded<ReceivedMessage>(MaxKept);
    private readonly Channel<byte[]> _pings = Channel.CreateBounded<byte[]>(MaxKept);
    private readonly Channel<byte[]> _pongs = Channel.CreateBounded<byte[]>(MaxKept);
    private readonly TaskCompletionSource<ClosedWith> _closeFrame = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ClosedWith> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ReceivedMessage> _received = [];

    /// <summary>All messages so far, taken or not.</summary>
    public IReadOnlyList<ReceivedMessage> Received
    {
        get
        {
            lock (_received) return [.. _received];
        }
    }

    /// <summary>Whether the server's Close frame came, or the connection ended without one.</summary>
    public bool HasCloseFrame => _closeFrame.Task.IsCompleted;

    /// <summary>The end of the connection, TCP and all.</summary>
    public Task<ClosedWith> Ended => _ended.Task;

    public void Add(ReceivedMessage message)
    {
        lock (_received) _received.Add(message);
        _messages.Writer.TryWrite(message);
    }

    public void AddPing(byte[] payload) => _pings.Writer.TryWrite(payload);

    public void AddPong(byte[] payload) => _pongs.Writer.TryWrite(payload);

    public void AddClose(ClosedWith status) => _closeFrame.TrySetResult(status);

    /// <summary>The connection has ended, with the Close frame that came or without one: nothing more comes.</summary>
    public void End()
    {
        var end = _closeFrame.Task.IsCompletedSuccessfully ? _closeFrame.Task.Result : ClosedWith.NoCloseFrame;
        _ended.TrySetResult(end);
        _closeFrame.TrySetResult(end);
        _messages.Writer.TryComplete();
        _pings.Writer.TryComplete();
        _pongs.Writer.TryComplete();
    }

    public Task<ReceivedMessage> MessageAsync(TimeSpan? within) => NextAsync(_messages.Reader, "a message", within);

    public Task<byte[]> PingAsync(TimeSpan? within) => NextAsync(_pings.Reader, "a Ping", within);

    public Task<byte[]> PongAsync(TimeSpan? within) => NextAsync(_pongs.Reader, "a Pong", within);

    public Task<ClosedWith> CloseFrameAsync(TimeSpan? within) => WaitAsync(_closeFrame.Task, "a Close frame", within);

    public Task<ClosedWith> EndAsync(TimeSpan? within) => WaitAsync(_ended.Task, "the end of the connection", within);

    public ReceivedMessage? TryTakeMessage() => _messages.Reader.TryRead(out var message) ? message : null;

    /// <param name="kind">Ping or Pong.</param>
    public byte[]? TryTake(string kind) => (kind == "Ping" ? _pings : _pongs).Reader.TryRead(out var payload) ? payload : null;

    private async Task<T> NextAsync<T>(ChannelReader<T> channel, string what, TimeSpan? within)
    {
        var patience = within ?? WaitBounds.Event;
        try
        {
            return await channel.ReadAsync().AsTask().WaitAsync(patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new StepFailedException($"{name} waited for {what}.", what, $"nothing within {patience.TotalSeconds:0.###} seconds");
        }
        catch (ChannelClosedException)
        {
            var end = await Ended.ConfigureAwait(false);
            throw new StepFailedException($"{name} waited for {what}.", what, $"the end of the connection, with {end}");
        }
    }

    private async Task<ClosedWith> WaitAsync(Task<ClosedWith> task, string what, TimeSpan? within)
    {
        var patience = within ?? WaitBounds.Event;
        try
        {
            return await task.WaitAsync(patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var instead = $"nothing of the kind within {patience.TotalSeconds:0.###} seconds";
            throw new StepFailedException($"{name} waited for {what}.", what, instead);
        }
    }
}
