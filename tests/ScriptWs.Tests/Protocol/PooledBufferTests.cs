using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class PooledBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    [InlineData(long.MaxValue)]
    public void Append_WhateverIsExpected_KeepsAllAndNotMuchMore(long expected)
    {
        var piece = new byte[64 << 10];
        var buffer = default(PooledBuffer);
        var room = new List<double>();
        for (byte i = 1; i <= 16; i++)
        {
            Array.Fill(piece, i);
            buffer.Append(piece, expected);
            room.Add((double)(buffer.Length + buffer.Reserve(0).Length) / buffer.Length);
        }

        Assert.Equal(1 << 20, buffer.Length);
        for (var i = 0; i < 16; i++) Assert.False(buffer.Span.Slice(i * piece.Length, piece.Length).ContainsAnyExcept((byte)(i + 1)));
        // Of what had come before the array grew it is four times as large at most.
        Assert.All(room, static times => Assert.InRange(times, 1, 4));
        buffer.Dispose();
    }
}
