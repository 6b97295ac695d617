using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Supervision;
using ScriptWs.Tests.Connections;

namespace ScriptWs.Tests.Supervision;

public sealed class DrainBatchTests
{
    [Fact]
    public void Connections_MoreThanABatch_AreClosedBatchByBatch()
    {
        var wire = new Wire();
        var connections = Enumerable.Range(0, 5).Select(_ => wire.Open().Connection).ToArray();
        var options = new ShutdownOptions { BatchSize = 2, BatchInterval = TimeSpan.FromSeconds(2) };
        var drain = new Drain(() => options, new Admission(new LimitsOptions(), wire.Clock), wire.Registry, () => [], wire.Clock, NullLogger.Instance);

        _ = drain.RunAsync("stop", CloseStatuses.ShuttingDown, static () => { });
        var closing = new List<int> { CountClosing() };
        for (var i = 0; i < 3; i++)
        {
            wire.Clock.Advance(options.BatchInterval);
            closing.Add(CountClosing());
        }

        Assert.Equal([2, 4, 5, 5], closing);

        int CountClosing() => connections.Count(connection => connection.State != ConnectionState.Open);
    }

    [Fact]
    public async Task CloseInTurn_MessagesWait_TheirAnswersLeaveBeforeTheClose()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        await wire.Worker.ParkAsync();
        transport.Push([.. ClientFrame.Text("a"), .. ClientFrame.Text("b")]);

        connection.CloseInTurn(CloseStatuses.ShuttingDown);
        wire.Worker.Resume();
        Assert.True(SpinWait.SpinUntil(() => wire.Worker.IsIdle, Patience.Limit));

        Assert.Equal(["text \"a\"", "text \"b\"", "close 1001 \"server is shutting down\""], Wire.Received(transport));
    }

    [Fact]
    public void ConnectionThatOpensAfterTheRest_IsClosedAfterItsOnConnect()
    {
        var wire = new Wire();
        wire.Registry.CloseNewcomers(CloseStatuses.Restarting);

        var (transport, _) = wire.Open();

        Assert.Equal(["close 1012 \"service restart\""], Wire.Received(transport));
        Assert.Equal(["connect"], wire.Events);
    }
}
