using System.Buffers;
using ScriptWs.Cli.Client;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Benching;

/// <summary>One connection of a run: reads what comes, counts it, and lets the next messages go.</summary>
internal sealed class BenchConnection(OpenedStream opened, BenchSender sender, BenchPlan plan, BenchClock clock, BenchTally tally) : IAsyncDisposable
{
    private const int MinBuffer = 4 * 1024;
    private const int MaxBuffer = 64 * 1024;

    private readonly FrameScanner _scanner = new();
    private bool _isEnding;

    /// <summary>How it was lost, in the user's words; <c>null</c> while it is open, and when the run ended it.</summary>
    public string? Loss { get; private set; }

    public BenchSender Sender => sender;

    /// <summary>Called with the number of fan-out messages that came.</summary>
    public Action<int>? Delivered { get; init; }

    /// <summary>Reads to the connection's end.</summary>
    public async Task ReadAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(plan.Depth * (plan.Size + 10), MinBuffer, MaxBuffer));
        try
        {
            Take(opened.Input.TakeRest());
            while (await opened.Stream.ReadAsync(buffer) is var count and > 0)
            {
                Take(buffer.AsSpan(0, count));
                await sender.PumpAsync();
            }

            Lose("the server ended the connection");
        }
        catch (ServerFaultException e)
        {
            Lose(MessageInput.BrokenProtocol(e.Fault));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Lose("the connection was lost");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Ends the connection, which is no loss.</summary>
    public ValueTask DisposeAsync()
    {
        _isEnding = true;
        return opened.Stream.DisposeAsync();
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        var (now, answers) = (BenchClock.Now, 0);
        while (_scanner.TryRead(ref bytes))
        {
            switch (_scanner.Opcode)
            {
                case Opcode.Ping:
                    sender.Owe(ClientFrames.Encode(Opcode.Pong, _scanner.Head));
                    break;
                case Opcode.Close:
                    Lose(Farewell(new Received(Opcode.Close, _scanner.Head.ToArray())));
                    break;
                case Opcode.Text or Opcode.Binary when BeganAt() is { } began:
                    answers++;
                    if (began >= clock.From && began < clock.To) tally.Latencies.Record(now - began);
                    break;
                case Opcode.Text or Opcode.Binary:
                    tally.Surprise();
                    break;
            }
        }

        if (answers == 0) return;
        tally.Answer(answers);
        Delivered?.Invoke(answers);
    }

    private long? BeganAt()
    {
        if (plan.Mode == BenchMode.FanOut) return Stamp.TryRead(_scanner.Head, out var time) ? time : null;
        return _scanner.Length == plan.Size ? sender.Answer() : null;
    }

    private static string Farewell(Received close) =>
        $"the server closed the connection with {(close.Code is { } code ? $"{code} {Printable.Line(close.Reason)}".TrimEnd() : "no status code")}";

    private void Lose(string how)
    {
        if (!_isEnding) Loss ??= how;
    }
}
