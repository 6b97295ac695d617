using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Tests.Connections;

namespace ScriptWs.Tests.Dispatch;

public sealed class ScriptWorkerTests
{
    private static readonly TimeSpan Bound = Patience.Limit;

    [Fact]
    public async Task Post_FromManyThreads_RunsOneTurnAtATimeAndLosesNothing()
    {
        const int Threads = 4, Each = 20_000;
        var worker = new ScriptWorker(mailboxLimit: 100);
        var (running, overlaps, turns) = (0, 0, 0);
        var done = new TaskCompletionSource();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                worker.Post(ConnectionEvent.Work(() =>
                {
                    if (Interlocked.Increment(ref running) != 1) overlaps++;
                    if (++turns == Threads * Each) done.TrySetResult();
                    Interlocked.Decrement(ref running);
                }));
            }
        })));
        await done.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);

        Assert.Equal(0, overlaps);
        Assert.Equal(Threads * Each, turns);
    }

    [Fact]
    public void TryBegin_WhileTaken_IsRefusedAndTheEventsWait()
    {
        var worker = new ScriptWorker(mailboxLimit: 100);
        var order = new List<string>();

        var entered = worker.TryBegin(out var batch);
        var again = worker.TryBegin(out _);
        worker.Post(ConnectionEvent.Work(() => order.Add("queued")));
        order.Add("own turn");
        batch.Dispose();
        var afterwards = worker.TryBegin(out batch);
        batch.Dispose();

        Assert.Equal((true, false, true), (entered, again, afterwards));
        Assert.Equal(["own turn", "queued"], order);
    }

    [Fact]
    public void Post_FromWithinATurn_RunsBehindIt()
    {
        var worker = new ScriptWorker(mailboxLimit: 100);
        var order = new List<int>();

        worker.Post(ConnectionEvent.Work(() =>
        {
            worker.Post(ConnectionEvent.Work(() => order.Add(2)));
            order.Add(1);
        }));

        Assert.Equal([1, 2], order);
    }

    [Fact]
    public void Post_OverTheLimit_SaysSoAndKeepsTheEvent()
    {
        var worker = new ScriptWorker(mailboxLimit: 2);
        var (answers, turns) = (new List<bool>(), 0);

        worker.TryBegin(out var batch);
        for (var i = 0; i < 3; i++) answers.Add(worker.Post(ConnectionEvent.Work(() => turns++)));
        batch.Dispose();

        Assert.Equal([true, false, false], answers);
        Assert.Equal(3, turns);
    }

    [Fact]
    public async Task Mailbox_LongerThanABatch_IsGoneOnWithByAnotherThread()
    {
        var worker = new ScriptWorker(mailboxLimit: 100_000);
        var turns = 0;
        var done = new TaskCompletionSource();

        worker.TryBegin(out var batch);
        for (var i = 0; i < 5_000; i++)
        {
            worker.Post(ConnectionEvent.Work(() =>
            {
                if (++turns == 5_000) done.TrySetResult();
            }));
        }

        batch.Dispose();
        var ranHere = Volatile.Read(ref turns);
        await done.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);

        Assert.InRange(ranHere, 256, 5_000);
        Assert.Equal(5_000, turns);
    }

    [Fact]
    public async Task Connections_PushedFromManyThreads_KeepEachOnesOrder()
    {
        const int Clients = 8, Messages = 3_000;
        var wire = new Wire(mailbox: 64);
        var seen = new Dictionary<Connection, List<int>>();
        wire.OnMessage = (connection, text) =>
        {
            if (!seen.TryGetValue(connection, out var mine)) seen[connection] = mine = [];
            mine.Add(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        };
        var clients = Enumerable.Range(0, Clients).Select(_ => wire.Open()).ToArray();

        await Task.WhenAll(clients.Select(client => Task.Run(() =>
        {
            for (var i = 0; i < Messages; i += 100)
                client.Transport.Push([.. Enumerable.Range(i, 100).SelectMany(n => ClientFrame.Text($"{n}"))]);
        })));
        using var limit = new CancellationTokenSource(Bound);
        while (Volatile.Read(ref wire.TextCount) < Clients * Messages) await Task.Delay(1, limit.Token);

        Assert.All(clients, client => Assert.Equal(Enumerable.Range(0, Messages), seen[client.Connection]));
    }

    [Fact]
    public async Task Park_BetweenTurns_HoldsWhatComesUntilItResumes()
    {
        var worker = new ScriptWorker(mailboxLimit: 100);
        var order = new List<string>();
        var done = new TaskCompletionSource();

        worker.TryBegin(out var batch);
        worker.Post(ConnectionEvent.Work(() => order.Add("waiting before")));
        var parking = worker.ParkAsync();
        var parkedDuringTheTurn = parking.IsCompleted;
        batch.Dispose();
        await parking.WaitAsync(Bound, TestContext.Current.CancellationToken);
        worker.Post(ConnectionEvent.Work(done.SetResult));
        order.Add("parked");
        var entered = worker.TryBegin(out _);
        worker.Resume();
        await done.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);

        Assert.Equal((false, false), (parkedDuringTheTurn, entered));
        Assert.Equal(["parked", "waiting before"], order);
    }

    [Fact]
    public void TryCancelParking_BeforeTheTurnEnds_LeavesTheWorkerAsItWas()
    {
        var worker = new ScriptWorker(mailboxLimit: 100);

        worker.TryBegin(out var batch);
        var parking = worker.ParkAsync();
        var cancelled = worker.TryCancelParking();
        batch.Dispose();
        var enteredAgain = worker.TryBegin(out batch);
        batch.Dispose();

        Assert.Equal((true, false, true), (cancelled, parking.IsCompleted, enteredAgain));
    }
}
