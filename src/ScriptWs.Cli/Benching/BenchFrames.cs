using System.Text;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Benching;

/// <summary>The message of an echo, framed and masked before the run, several times in a row, so that they leave in one write.</summary>
internal sealed class BenchFrames
{
    private const int MaxBatch = 64 * 1024;

    private readonly byte[] _frames;
    private readonly int _frameLength;

    public BenchFrames(int size, int depth)
    {
        var payload = PayloadOf(size);
        _frameLength = ClientFrames.Encode(Opcode.Text, payload).Length;
        MaxCount = Math.Clamp(MaxBatch / _frameLength, 1, depth);
        _frames = [.. Enumerable.Range(0, MaxCount).SelectMany(_ => ClientFrames.Encode(Opcode.Text, payload))];
    }

    /// <summary>How many leave in one write at most.</summary>
    public int MaxCount { get; }

    /// <summary>This number of messages, ready to send.</summary>
    public ReadOnlyMemory<byte> Of(int count) => _frames.AsMemory(0, count * _frameLength);

    private static byte[] PayloadOf(int size) => Encoding.ASCII.GetBytes(string.Create(size, 0, static (text, _) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)('a' + (i % 26));
    }));
}
