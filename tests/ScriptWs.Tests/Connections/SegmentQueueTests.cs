using System.Runtime.InteropServices;
using ScriptWs.Connections;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Connections;

public sealed class SegmentQueueTests
{
    [Fact]
    public void Queue_WhateverIsAppended_LeavesInOrder()
    {
        var random = new Random(11);
        int[] lengths = [1, 70, 500, 4_000, 16 * 1024, 40_000, SegmentQueue.KeptFrom];
        byte[][] shared = [.. lengths.Select((length, i) => Filled(length, (byte)(200 + i)))];
        for (var round = 0; round < 300; round++)
        {
            var queue = default(SegmentQueue);
            var transport = new InMemoryTransport { Capacity = 0, Sink = new DeafSink() };
            var (expected, received) = (new List<byte>(), new List<byte>());
            for (var step = 0; step < 30; step++)
            {
                if (random.Next(3) == 0) Flush(ref queue, transport, received, random.Next(1, 50_000));
                var bytes = random.Next(2) == 0
                    ? shared[random.Next(shared.Length)]
                    : Filled(random.Next(1, random.Next(1, 30_000)), (byte)random.Next(100));
                expected.AddRange(bytes);
                if (bytes.Length >= SegmentQueue.KeptFrom) queue.AppendKept(bytes);
                else if (shared.Contains(bytes)) queue.Append(bytes);
                else bytes.CopyTo(queue.Reserve(bytes.Length));
            }

            Flush(ref queue, transport, received, int.MaxValue);

            Assert.True(CollectionsMarshal.AsSpan(expected).SequenceEqual(CollectionsMarshal.AsSpan(received)), $"round {round}");
            queue.Clear();
        }

        // What is shared is unchanged.
        for (var i = 0; i < shared.Length; i++) Assert.True(shared[i].All(one => one == 200 + i));
    }

    [Fact]
    public void Append_OfTheOnlyFrame_CopiesNothing()
    {
        var frame = Filled(100, 1);
        var queue = default(SegmentQueue);
        var transport = new InMemoryTransport();
        queue.Append(frame);
        queue.TryWrite(transport, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            queue.Append(frame);
            queue.Clear();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(frame, transport.TakeOutput());
    }

    private static byte[] Filled(int length, byte value)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, value);
        return bytes;
    }

    private static void Flush(ref SegmentQueue queue, InMemoryTransport transport, List<byte> received, int capacity)
    {
        transport.Capacity = capacity;
        queue.TryWrite(transport, out _);
        received.AddRange(transport.TakeOutput());
    }

    private sealed class DeafSink : ITransportSink
    {
        public bool OnReceived(Span<byte> bytes) => true;

        public void OnWritable()
        {
        }

        public void OnDisconnected()
        {
        }
    }
}
