using ScriptWs.Connections;
using ScriptWs.Tests.Connections;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

/// <summary>What one iteration of an event loop sends to a connection leaves in one write, and a held thread holds nothing back.</summary>
public sealed class LoopCorkTests
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Not one write, because a thread that loses its processor for a while flushes what has waited that long.</summary>
    [Fact]
    public async Task Iteration_ThatSendsOften_WritesSeldom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        const int Sends = 1000;
        var loop = EventLoop.TryStart("test", static () => { })!;
        var (transport, connection) = new Wire().Open();
        var before = transport.Writes;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        loop.Post(() =>
        {
            // All of these are of the next iteration, and what the last one posts is of the one after that.
            for (var i = 0; i < Sends; i++) loop.Post(() => connection.Send("hello"));
            loop.Post(() => loop.Post(done.SetResult));
        });
        await done.Task.WaitAsync(Bound, Cancel);

        Assert.InRange(transport.Writes - before, 1, Sends / 4);
        Assert.Equal(Sends, Wire.Received(transport).Count);
    }

    [Fact]
    public async Task CallThatHoldsTheThread_DoesNotHoldBackWhatWasSentBefore()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        var loop = EventLoops.Next()!;
        var (transport, connection) = new Wire().Open();
        var before = transport.Writes;
        using var release = new ManualResetEventSlim();
        var held = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);

        loop.Post(() =>
        {
            loop.Post(() => connection.Send("early"));
            loop.Post(() =>
            {
                held.SetResult(transport.Writes);
                release.Wait(Bound);
            });
        });
        await held.Task.WaitAsync(Bound, Cancel);
        var left = SpinWait.SpinUntil(() => transport.Writes > before, Bound) && !release.IsSet;
        release.Set();

        Assert.True(left);
        Assert.Equal(["text \"early\""], Wire.Received(transport));
    }

    [Fact]
    public void TurnThatDoesNotEnd_WhatItSentIsFoundAndFlushedFromOutside()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        var opened = transport.Writes;
        var (before, after, again) = (-1, -1, -1);

        wire.OnTurn(() =>
        {
            connection.Send("one");
            before = transport.Writes;
            FlushFromAnotherThread();
            after = transport.Writes;
            connection.Send("two");
            FlushFromAnotherThread();
            again = transport.Writes;
        });

        Assert.Equal((0, 1, 2), (before - opened, after - opened, again - opened));
        Assert.Equal(2, transport.Writes - opened);
        Assert.Equal(["text \"one\"", "text \"two\""], Wire.Received(transport));

        static void FlushFromAnotherThread() => Task.Run(static () => Cork.FindHeld(TimeSpan.Zero)!.ForEach(static cork => cork.FlushFromOutside())).Wait(Cancel);
    }

    [Fact]
    public void ClientThatEndsAtOnce_WhatWasHeldBackIsWritten()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        var before = transport.Writes;

        Cork.Begin();
        connection.Send("bye");
        transport.Finish();
        var writes = transport.Writes;
        Cork.End();

        Assert.Equal(1, writes - before);
        Assert.Equal(["text \"bye\""], Wire.Received(transport));
    }
}
