using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Supervision;

/// <summary>The far end of a connection that is pinged: keeps what came when, and answers Pings after a time.</summary>
internal sealed class PulseClient(TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly Queue<(TimeSpan At, byte[] Payload)> _answers = new();

    public InMemoryTransport Transport { get; } = new();

    public Connection Connection { get; set; } = null!;

    /// <summary>How long it takes to answer a Ping; <c>null</c> never answers.</summary>
    public TimeSpan? AnswersAfter { get; set; }

    /// <summary>What came, with the seconds since the connection was opened: <c>30 ping</c>.</summary>
    public List<string> Received { get; } = [];

    public int Pings => Received.Count(line => line.EndsWith(" ping", StringComparison.Ordinal));

    private TimeSpan Now => clock.GetElapsedTime(_start);

    public void Send(string text) => Transport.Push(ClientFrame.Text(text));

    public void Pong(byte[] payload) => Transport.Push(ClientFrame.Of(Opcode.Pong, payload));

    /// <summary>Reads what came, and answers what is to be answered by now.</summary>
    public void Look()
    {
        var bytes = Transport.TakeOutput();
        foreach (var frame in ServerFrames.Read(bytes))
        {
            Received.Add(FormattableString.Invariant($"{Math.Round(Now.TotalSeconds)} {frame}"));
            if (frame == "ping" && AnswersAfter is { } delay) _answers.Enqueue((Now + delay, bytes[2..(2 + bytes[1])]));
            bytes = bytes[(2 + bytes[1])..];
        }

        while (_answers.TryPeek(out var answer) && answer.At <= Now) Pong(_answers.Dequeue().Payload);
    }
}
