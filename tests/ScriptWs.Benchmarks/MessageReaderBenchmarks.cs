using BenchmarkDotNet.Attributes;
using ScriptWs.Protocol;

namespace ScriptWs.Benchmarks;

/// <summary>What decoding costs: 16 small text messages that came in one read.</summary>
[MemoryDiagnoser]
public class MessageReaderBenchmarks
{
    private const int Frames = 16;

    private readonly byte[] _sent = TextFrames.Of(Frames, letters: 64);
    private readonly byte[] _received = new byte[Frames * 70];
    private readonly MessageReader _reader = new(new MessageLimits(1 << 20, 1000), null);
    private readonly Counter _counter = new();

    [Benchmark(OperationsPerInvoke = Frames)]
    public int ReadSmallText()
    {
        _sent.CopyTo(_received, 0); // unmasking is done in place
        return _reader.Read(_received, _counter);
    }

    private sealed class Counter : IMessageHandler
    {
        public int Count { get; private set; }

        public bool OnText(ReadOnlySpan<byte> utf8) => ++Count > 0;

        public bool OnBinary(ReadOnlySpan<byte> bytes) => true;

        public bool OnPing(ReadOnlySpan<byte> payload) => true;

        public bool OnPong(ReadOnlySpan<byte> payload) => true;

        public void OnClose(CloseStatus status)
        {
        }

        public void OnFailure(CloseStatus status)
        {
        }
    }
}
