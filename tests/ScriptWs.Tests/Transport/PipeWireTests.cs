using System.Buffers;
using ScriptWs.Connections;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

/// <summary>Two pipes over a wire that pushes.</summary>
public sealed class PipeWireTests
{
    private readonly InMemoryTransport _wire = new();
    private readonly List<IExpiring> _farewells = [];
    private readonly PipeWire _pipes;
    private int _ended;

    public PipeWireTests() => _pipes = new PipeWire(_wire, _farewells.Add, () => _ended++, TimeProvider.System);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_ThatArrive_AreRead()
    {
        _wire.Push("hello"u8);

        Assert.Equal("hello"u8.ToArray(), (await _pipes.Input.ReadAsync(Cancelled)).Buffer.ToArray());
    }

    [Fact]
    public async Task Reader_ThatIsBehind_PausesTheWireUntilItHasRead()
    {
        _wire.Push(Some.Bytes(64 * 1024));
        var paused = _wire.IsPaused;

        var read = await _pipes.Input.ReadAtLeastAsync(64 * 1024, Cancelled);
        _pipes.Input.AdvanceTo(read.Buffer.End);
        _wire.Push("more"u8);

        Assert.True(paused);
        Assert.Equal("more"u8.ToArray(), (await _pipes.Input.ReadAsync(Cancelled)).Buffer.ToArray());
    }

    [Fact]
    public async Task Client_ThatReadsSlowly_GetsAllInTheEnd()
    {
        _wire.Capacity = 1000;
        var bytes = Some.Bytes(200_000);
        var writing = _pipes.Output.WriteAsync(bytes, Cancelled).AsTask();
        var received = new List<byte>();

        while (received.Count < bytes.Length)
        {
            Cancelled.ThrowIfCancellationRequested();
            received.AddRange(_wire.TakeOutput());
            await Task.Yield();
        }

        await writing;
        Assert.Equal(bytes, received);
    }

    [Fact]
    public async Task End_AfterTheLastByte_EndsOurDirectionAndWaitsForTheClient()
    {
        await _pipes.Output.WriteAsync("bye"u8.ToArray(), Cancelled);
        var ending = _pipes.EndAsync().AsTask();
        SpinWait.SpinUntil(() => _farewells.Count > 0, Patience.Limit);

        Assert.Equal((true, false, "bye"), (_wire.OutputClosed, ending.IsCompleted, System.Text.Encoding.ASCII.GetString(_wire.TakeOutput())));
        _wire.Finish();

        await ending;
        Assert.Equal((1, true), (_ended, _farewells.Single().IsSettled));
    }

    [Fact]
    public async Task Farewell_ThatTakesTooLong_DropsTheWire()
    {
        var ending = _pipes.EndAsync().AsTask();
        SpinWait.SpinUntil(() => _farewells.Count > 0, Patience.Limit);

        _farewells.Single().OnExpired();

        await ending.WaitAsync(Patience.Limit, Cancelled);
        Assert.True(_wire.Aborted);
    }

    [Fact]
    public async Task Wire_ThatBreaks_EndsBothPipes()
    {
        _wire.Capacity = 10;
        var writing = _pipes.Output.WriteAsync(Some.Bytes(100_000), Cancelled).AsTask();

        _wire.Abort();

        var read = await _pipes.Input.ReadAsync(Cancelled);
        await _pipes.Output.CompleteAsync();
        Assert.Equal((true, true), (read.IsCompleted, SpinWait.SpinUntil(() => _pipes.Closed.IsCancellationRequested, Patience.Limit)));
        await writing;
    }
}
