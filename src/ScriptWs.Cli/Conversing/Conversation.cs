using System.Text;
using ScriptWs.Cli.Client;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Conversing;

/// <summary>Sends what is typed and prints what comes, until one end closes.</summary>
internal sealed class Conversation(WebSocketClient client, Transcript transcript, TimeProvider clock, StopSignal stop)
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private static readonly int[] GoodEnds = [1000, 1001];

    private readonly Lock _lock = new();
    private readonly Queue<(string Text, long SentAt)> _pings = [];
    private volatile bool _hasClosed;
    private int? _closedWith;
    private long _arrivals;

    /// <param name="readLine">The next line; <c>null</c> at the end of the input.</param>
    /// <param name="wait">How long to stay silent together after the end of the input, before closing.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<CancellationToken, Task<string?>> readLine, TimeSpan wait)
    {
        var receiving = ReceiveAllAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop.First);
        var typing = TypeAllAsync(readLine, receiving, wait, ended.Token);
        await Task.WhenAny(receiving, typing);
        await ended.CancelAsync();
        await typing;
        try
        {
            await SendAsync(LineCommand.Quit);
            return await receiving.WaitAsync(CloseTimeout, clock, stop.Second);
        }
        catch (TimeoutException)
        {
            transcript.Notice($"the server did not answer the Close frame within {CloseTimeout.TotalSeconds:0} seconds");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
    }

    private async Task TypeAllAsync(Func<CancellationToken, Task<string?>> readLine, Task receiving, TimeSpan wait, CancellationToken ended)
    {
        try
        {
            while (!_hasClosed && await readLine(ended) is { } line)
            {
                if (LineCommand.Parse(line, out var problem) is { } command) await SendAsync(command);
                else foreach (var part in problem.Split('\n')) transcript.Notice(part);
            }

            if (!_hasClosed) await SilenceAsync(wait, receiving, ended);
        }
        catch (OperationCanceledException)
        {
            // The other end closed, or the user wants to go.
        }
    }

    private async Task SilenceAsync(TimeSpan wait, Task receiving, CancellationToken ended)
    {
        long seen;
        do
        {
            seen = Interlocked.Read(ref _arrivals);
            await Task.WhenAny(receiving, Task.Delay(wait, clock, ended));
        }
        while (seen != Interlocked.Read(ref _arrivals) && !receiving.IsCompleted && !ended.IsCancellationRequested);
    }

    /// <summary>After a Close frame nothing more is sent (RFC 6455 §5.5.1).</summary>
    private async Task SendAsync(LineCommand command)
    {
        lock (_lock)
        {
            if (_hasClosed) return;
            if (command.Opcode == Opcode.Ping) _pings.Enqueue((Encoding.UTF8.GetString(command.Payload), clock.GetTimestamp()));
            if (command.Opcode == Opcode.Close) (_hasClosed, _closedWith) = (true, new Received(command.Opcode, command.Payload).Code);
        }

        try
        {
            await client.SendAsync(command.Opcode, command.Payload, stop.Second);
        }
        catch (IOException)
        {
            // The connection is gone; receiving says so.
        }
    }

    private async Task<int> ReceiveAllAsync()
    {
        try
        {
            while (await client.ReceiveAsync(stop.Second) is { } received)
            {
                Interlocked.Increment(ref _arrivals);
                if (received.Opcode == Opcode.Close) return await CloseAsync(received);
                if (received.Opcode == Opcode.Ping) await SendAsync(new LineCommand(Opcode.Pong, received.Payload));
                if (received.Opcode == Opcode.Pong) transcript.Pong(received.Payload, LatencyOf(received.Text));
                else transcript.Add(received);
            }

            transcript.Notice("the connection broke: it ended without a Close frame");
        }
        catch (ClientException e)
        {
            transcript.Notice(e.Message);
            await SendAsync(new LineCommand(Opcode.Close, ClientFrames.CloseBody(e.Code, [])));
        }

        _hasClosed = true;
        return ExitCode.Failed;
    }

    private async Task<int> CloseAsync(Received close)
    {
        // Both may close at once: an answer repeats the code (RFC 6455 §5.5.1).
        var isAnswer = _hasClosed && close.Code == _closedWith;
        transcript.Closed(isAnswer ? "you" : "the server", close.Code, close.Reason);
        await SendAsync(new LineCommand(Opcode.Close, close.Code is { } code ? ClientFrames.CloseBody((ushort)code, []) : []));
        return isAnswer || close.Code is not { } end || GoodEnds.Contains(end) ? ExitCode.Fine : ExitCode.Failed;
    }

    /// <summary>A Pong answers the last Ping of the same payload, and so the ones before it (RFC 6455 §5.5.3).</summary>
    private TimeSpan? LatencyOf(string payload)
    {
        lock (_lock)
        {
            if (_pings.All(ping => ping.Text != payload)) return null;
            while (_pings.TryDequeue(out var ping))
            {
                if (ping.Text == payload) return clock.GetElapsedTime(ping.SentAt);
            }

            return null;
        }
    }
}
