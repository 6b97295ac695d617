using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Benchmarks;

/// <summary>Masked text frames as a client sends them, the same in each run.</summary>
internal static class TextFrames
{
    private const uint Key = 0x04030201;

    /// <summary>A number of frames, each of a number of letters, one behind the other.</summary>
    public static byte[] Of(int frames, int letters)
    {
        var payload = new byte[letters];
        payload.AsSpan().Fill((byte)'a');
        var one = new byte[ClientFrames.Size(letters)];
        ClientFrames.Write(one, Opcode.Text, payload, Key);
        return [.. Enumerable.Repeat(one, frames).SelectMany(bytes => bytes)];
    }
}
