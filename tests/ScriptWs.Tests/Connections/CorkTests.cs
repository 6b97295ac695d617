using ScriptWs.Connections;

namespace ScriptWs.Tests.Connections;

/// <summary>
/// Servers look for corks of all threads that are held, and flush them from outside: none of them runs beside these tests, whose thread
/// may stand still on a busy machine.
/// </summary>
[CollectionDefinition(nameof(CorkTests), DisableParallelization = true)]
[Collection(nameof(CorkTests))]
public sealed class CorkTests
{
    [Fact]
    public void EndIteration_OfFew_FlushesAll() => OnItsThread(() =>
    {
        var few = Sinks(Cork.Share);
        Cork.Begin();
        Schedule(few);

        Assert.Equal(0, Flushes(few));
        Assert.True(Cork.EndIteration(isIdle: false));
        Assert.All(few, static sink => Assert.Equal(1, sink.Flushes));
    });

    [Fact]
    public void EndIteration_OfMany_FlushesAShareAndThenTheNewOnesFirst() => OnItsThread(() =>
    {
        var (many, late) = (Sinks(Cork.Share * 4), Sinks(3));
        Cork.Begin();
        Schedule(many);
        Assert.False(Cork.EndIteration(isIdle: false));
        Assert.Equal(Cork.Share, Flushes(many));

        Cork.Begin();
        Schedule(late);
        Assert.False(Cork.EndIteration(isIdle: false));

        Assert.All(late, static sink => Assert.Equal(1, sink.Flushes));
        Assert.Equal((Cork.Share * 2) - late.Length, Flushes(many));
        Cork.Begin();
        Cork.End();
        Assert.All(many, static sink => Assert.Equal(1, sink.Flushes));
    });

    [Fact]
    public void EndIteration_WithNewOnesWithoutEnd_StillComesToEveryOne() => OnItsThread(() =>
    {
        var random = new Random(3);
        var (all, waiting) = (new List<Sink>(), 0);
        for (var iteration = 0; iteration < 200; iteration++)
        {
            var added = Sinks(random.Next(iteration < 100 ? Cork.Share * 2 : 2));
            all.AddRange(added);
            Cork.Begin();
            Schedule(added);
            if (random.Next(10) == 0) Cork.FlushIfDue(Environment.TickCount64);
            var isDone = Cork.EndIteration(isIdle: false);
            waiting = all.Count - Flushes(all);
            Assert.Equal(waiting == 0, isDone);
        }

        Assert.Equal(0, waiting);
        Assert.All(all, static sink => Assert.Equal(1, sink.Flushes));
    });

    [Fact]
    public void FlushFromOutside_OfABacklog_ReachesAllOfIt() => OnItsThread(() =>
    {
        var many = Sinks(Cork.Share * 2);
        Cork.Begin();
        Schedule(many);
        Cork.EndIteration(isIdle: false);

        Cork.FindHeld(TimeSpan.Zero)!.ForEach(static cork => cork.FlushFromOutside());

        Assert.All(many, static sink => Assert.InRange(sink.Flushes, 1, 2));
        Cork.Begin();
        Cork.End();
    });

    [Fact]
    public void EndIteration_WithGatherings_EndsEachOnceWhenNothingIsReady() => OnItsThread(() =>
    {
        var (first, second) = (new Gathering(), new Gathering());
        Cork.Begin();
        for (var i = 0; i < 100; i++) Array.ForEach([first, second], Cork.Gather);
        Assert.Equal((0, 0), (first.Ends, second.Ends));
        Assert.True(Cork.EndIteration(isIdle: true));

        Assert.Equal((1, 1), (first.Ends, second.Ends));
        Cork.Begin();
        Cork.End();
        Assert.Equal((1, 1), (first.Ends, second.Ends));
    });

    [Fact]
    public void Gather_OfTooManyAtOnce_EndsTheLastAtOnce() => OnItsThread(() =>
    {
        var gatherings = Enumerable.Range(0, 6).Select(static _ => new Gathering()).ToArray();
        Cork.Begin();
        Array.ForEach(gatherings, Cork.Gather);

        Assert.Equal([0, 0, 0, 0, 1, 1], gatherings.Select(static gathering => gathering.Ends));
        Cork.End();
        Assert.All(gatherings, static gathering => Assert.Equal(1, gathering.Ends));
    });

    [Fact]
    public void FlushFromOutside_OfAGathering_EndsItsBatch() => OnItsThread(() =>
    {
        var gathering = new Gathering();
        Cork.Begin();
        Cork.Gather(gathering);

        Cork.FindHeld(TimeSpan.Zero)!.ForEach(static cork => cork.FlushFromOutside());

        Assert.Equal(1, gathering.Ends);
        Cork.End();
    });

    /// <summary>A cork is a thread's.</summary>
    private static void OnItsThread(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(test));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static Sink[] Sinks(int count) => [.. Enumerable.Range(0, count).Select(static _ => new Sink())];

    private static void Schedule(Sink[] sinks) => Array.ForEach(sinks, static sink => Cork.Schedule(sink));

    private static int Flushes(IEnumerable<Sink> sinks) => sinks.Sum(static sink => sink.Flushes);

    private sealed class Gathering : IGathering
    {
        private int _ends;

        public int Ends => Volatile.Read(ref _ends);

        public void EndBatch() => Interlocked.Increment(ref _ends);
    }

    private sealed class Sink : IFlushable
    {
        private int _scheduled;
        private int _flushes;

        public int Flushes => Volatile.Read(ref _flushes);

        public bool TryMarkFlushScheduled() => Interlocked.Exchange(ref _scheduled, 1) == 0;

        public void Flush()
        {
            Volatile.Write(ref _scheduled, 0);
            Interlocked.Increment(ref _flushes);
        }

        public void Abort()
        {
        }
    }
}
