using System.Security.Cryptography;
using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Fuzz.Wire;

/// <summary>Frames behind the opening handshake, with compression and without, within limits.</summary>
internal sealed class FrameTarget : IFuzzTarget
{
    /// <summary>Above what inputs need, and far below what a bomb would take.</summary>
    private const long MaxAllocated = 64 << 20;

    private static readonly MessageLimits Limits = new(MaxMessageSize: 1 << 20, MaxFragments: 50);

    public string Name => "wire/frames";

    public byte[] Generate(Random random) => ClientBytes.Frames(random);

    public Task RunAsync(byte[] input)
    {
        foreach (var deflate in new bool?[] { null, true, false })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var once = Read(deflate, [input]);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > MaxAllocated + (20L * input.Length)) throw new FuzzFailureException($"{allocated} bytes were allocated for {input.Length} bytes");

            if (input.Length < 20_000) Difference.Check(once, Read(deflate, input.Chunk(1)), "byte by byte");
            Difference.Check(once, Read(deflate, Mutation.Split(new Random(input.Length), input)), "in pieces");
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Read(bool? contextTakeover, IEnumerable<byte[]> pieces)
    {
        var handler = new Events();
        using var reader = new MessageReader(Limits, contextTakeover is { } takeover ? new MessageInflater(takeover) : null);
        foreach (var piece in pieces)
        {
            var consumed = reader.Read(piece.ToArray(), handler);
            if (consumed != piece.Length) throw new FuzzFailureException($"{consumed} bytes of {piece.Length} were consumed, though the handler never stopped");
            if (reader.Unfinished.Bytes > Limits.MaxMessageSize + 1) throw new FuzzFailureException($"{reader.Unfinished.Bytes} bytes of a message are held");
            if (handler.IsOver && reader.Unfinished.Exists) throw new FuzzFailureException("a message is unfinished behind the end");
        }

        return handler.Text;
    }

    /// <summary>What was told, one line each; nothing may come behind a Close frame or a failure.</summary>
    private sealed class Events : IMessageHandler
    {
        private readonly StringBuilder _text = new();

        public bool IsOver { get; private set; }

        public string Text => _text.ToString();

        public bool OnText(ReadOnlySpan<byte> utf8)
        {
            if (!System.Text.Unicode.Utf8.IsValid(utf8)) throw new FuzzFailureException("text that is not UTF-8 was delivered");
            return Add("text", utf8);
        }

        public bool OnBinary(ReadOnlySpan<byte> bytes) => Add("binary", bytes);

        public bool OnPing(ReadOnlySpan<byte> payload) => AddControl("ping", payload);

        public bool OnPong(ReadOnlySpan<byte> payload) => AddControl("pong", payload);

        public void OnClose(CloseStatus status) => End($"close {status.Code} {status.Reason}");

        public void OnFailure(CloseStatus status)
        {
            if (status.Code is not (1002 or 1007 or 1008 or 1009)) throw new FuzzFailureException($"the client is told {status.Code} {status.Reason}");
            // Damage may be noticed before or behind the wrong text that it makes, as the pieces fall.
            End(status.Code == 1007 ? "failure 1007" : $"failure {status.Code} {status.Reason}");
        }

        private bool AddControl(string kind, ReadOnlySpan<byte> payload) =>
            payload.Length <= 125 ? Add(kind, payload) : throw new FuzzFailureException($"a {kind} has {payload.Length} bytes");

        private bool Add(string kind, ReadOnlySpan<byte> payload)
        {
            if (payload.Length > Limits.MaxMessageSize) throw new FuzzFailureException($"a message of {payload.Length} bytes was delivered");
            if (IsOver) throw new FuzzFailureException($"a {kind} was delivered behind the end");
            _text.Append(kind).Append(' ').Append(payload.Length).Append(' ').Append(Convert.ToHexString(SHA256.HashData(payload))[..8]).Append('\n');
            return true;
        }

        private void End(string line)
        {
            if (IsOver) throw new FuzzFailureException("there are two ends");
            IsOver = true;
            _text.Append(line);
        }
    }
}
