using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Cluster;
using ScriptWs.Connections;

namespace ScriptWs.Tests.Cluster;

/// <summary>Which messages share an envelope.</summary>
public sealed class OutboxTests : IDisposable
{
    private readonly Meter _meter = new("OutboxTests");
    private readonly HeldBroker _broker = new();
    private readonly OutboundChannel _channel = new("c:t:1");
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new Outbox(7, _broker, new ClusterFigures(_meter), NullLogger.Instance);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void Batch_OfTurns_LeavesInOneEnvelopeOnItsThread() => OnThreadOfItsOwn(() =>
    {
        Cork.Begin();
        Add("a", "b", "c");
        Assert.Empty(_broker.Envelopes);
        Assert.False(_outbox.IsIdle);
        Cork.End();

        Assert.Equal(["1: a b c"], _broker.Envelopes);
        Assert.Equal([Environment.CurrentManagedThreadId], _broker.Threads);
    });

    [Fact]
    public void Message_OutsideABatch_LeavesAtOnce() => OnThreadOfItsOwn(() =>
    {
        Add("a");

        Assert.Equal(["1: a"], _broker.Envelopes);
    });

    [Fact]
    public async Task Messages_WhileAnEnvelopeIsUnanswered_ShareTheNextOne()
    {
        OnThreadOfItsOwn(() =>
        {
            Add("a");
            Add("b");
            Add("c");
        });
        Assert.Equal(["1: a"], _broker.Envelopes);

        _broker.Answer();
        await TwoServers.EventuallyAsync(() => _broker.Envelopes.Count == 2);
        _broker.Answer();
        await TwoServers.EventuallyAsync(() => _outbox.IsIdle);

        Assert.Equal(["1: a", "2: b c"], _broker.Envelopes);
    }

    [Fact]
    public void Iteration_OfALoopWithMoreInput_LeavesWhenNothingIsReady() => OnThreadOfItsOwn(() =>
    {
        Cork.Begin();
        Add("a");
        var isDone = Cork.EndIteration(isIdle: false);
        var left = _broker.Envelopes.Count;
        Cork.Begin();
        Add("b");
        Assert.True(Cork.EndIteration(isIdle: true));

        // A thread that stood still for long lets it leave before.
        Assert.Equal(left == 1, isDone);
        Assert.Equal(left == 0 ? ["1: a b"] : ["1: a"], _broker.Envelopes);
    });

    [Fact]
    public async Task Broker_ThatDeliversOnTheCallersThread_IsCalledFromThePool()
    {
        _broker.TakesAtOnce = false;
        var thread = 0;
        OnThreadOfItsOwn(() =>
        {
            thread = Environment.CurrentManagedThreadId;
            Add("a");
        });
        await TwoServers.EventuallyAsync(() => !_broker.Envelopes.IsEmpty);

        Assert.DoesNotContain(thread, _broker.Threads);
    }

    /// <summary>The thread of a turn has connections to serve: it does not stay for what comes meanwhile and fails too.</summary>
    [Fact]
    public async Task Broker_ThatFailsAtOnce_HoldsTheThreadOfATurnForOneBatch()
    {
        _broker.FailsAtOnce = true;
        _broker.Sent = () => Add("more");
        var thread = 0;
        OnThreadOfItsOwn(() =>
        {
            thread = Environment.CurrentManagedThreadId;
            Add("a");
        });
        await TwoServers.EventuallyAsync(() => _broker.Envelopes.Count > 10);
        _broker.Sent = static () => { };
        await TwoServers.EventuallyAsync(() => _outbox.IsIdle);

        Assert.Single(_broker.Threads, thread);
    }

    private void Add(params string[] texts)
    {
        foreach (var text in texts) _outbox.Add(_channel, new NodeMessage(SharedFrame.Text(text)));
    }

    /// <summary>A turn runs on a thread of a server, not of the pool.</summary>
    private static void OnThreadOfItsOwn(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(test));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
