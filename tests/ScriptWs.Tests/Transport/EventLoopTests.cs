using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

public sealed class EventLoopTests
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_WhileACallHoldsTheThread_IsSeenToByAnother()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        var loop = EventLoops.Next()!;
        using var gate = new ManualResetEventSlim();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        loop.Post(new Owner(() =>
        {
            held.SetResult();
            gate.Wait(Bound);
        }));
        await held.Task.WaitAsync(Bound, Cancel);
        loop.Post(new Owner(called.SetResult));
        await called.Task.WaitAsync(Bound, Cancel);
        var wasHeld = !gate.IsSet;
        gate.Set();

        Assert.True(wasHeld);
    }

    [Fact]
    public async Task Relieve_TimeAndAgain_EveryPostIsSeenToOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        const int Posts = 20_000;
        var loop = EventLoop.TryStart("test", static () => { })!;
        var calls = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var owner = new Owner(() =>
        {
            if (Interlocked.Increment(ref calls) == Posts) done.SetResult();
        });

        var relief = Task.Run(() =>
        {
            while (!done.Task.IsCompleted)
            {
                var step = loop.Step;
                if ((step & 1) != 0) loop.Relieve(step);
            }
        }, Cancel);
        for (var i = 0; i < Posts; i++) loop.Post(owner);
        await done.Task.WaitAsync(Bound, Cancel);
        await relief;

        Assert.Equal(Posts, Volatile.Read(ref calls));
    }

    [Fact]
    public void SlotTable_AfterRemove_TheNumberFindsNobody()
    {
        var table = new SlotTable();
        var (first, second) = (new Owner(static () => { }), new Owner(static () => { }));

        var old = table.Add(first);
        table.Remove(old);
        table.Remove(old);
        var next = table.Add(second);

        Assert.NotEqual(old, next);
        Assert.Null(table.Find(old));
        Assert.Same(second, table.Find(next));
    }

    [Fact]
    public void SlotTable_Many_AreFoundByTheirNumbers()
    {
        var table = new SlotTable();
        var owners = Enumerable.Range(0, 1000).Select(_ => new Owner(static () => { })).ToArray();

        var numbers = owners.Select(table.Add).ToArray();

        Assert.Equal(owners, numbers.Select(table.Find));
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }

    [Fact]
    public async Task OnReady_ThatThrows_IsToldToItsOwnerAndTheLoopGoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        var loop = EventLoop.TryStart("test", static () => { })!;
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var broken = new Owner(static () => throw new InvalidDataException("from a callback"), static _ => throw new IOException("from its end"));

        loop.Post(broken);
        loop.Post(new Owner(called.SetResult));

        await called.Task.WaitAsync(Bound, Cancel);
        Assert.Equal("from a callback", broken.Failure?.Message);
    }

    private sealed class Owner(Action call, Action<Exception>? broken = null) : IReadiness
    {
        public Exception? Failure { get; private set; }

        public void OnReady(uint events, Span<byte> scratch) => call();

        public void OnBroken(Exception exception)
        {
            Failure = exception;
            broken?.Invoke(exception);
        }
    }
}
