using System.Text;
using Jint.Native;
using Jint.Runtime.Interop;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Tests.Scripting;

public sealed class OutsidePromiseTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly Hosted _hosted = new("""
        export async function onMessage(connection, text) {
          try { connection.send(`got ${await ask()}`); }
          catch (e) { connection.send(`${e.name}: ${e.message}`); }
        }
        export function onBinary() { ask(); }
        """);

    private readonly List<OutsidePromise> _asked = [];
    private readonly OutsidePromises _promises;

    public OutsidePromiseTests()
    {
        var scope = EngineState.Of(_hosted.Host.Engine).Scope;
        _promises = scope.Outside;
        _hosted.Host.Engine.SetValue("ask", new ClrFunction(_hosted.Host.Engine, "ask", (_, _) =>
        {
            _asked.Add(scope.Outside.Begin("ask", scope.TurnConnection));
            return _asked[^1].Promise;
        }));
    }

    public void Dispose() => _hosted.Dispose();

    [Fact]
    public void Resolve_FromAnotherThread_ContinuesOnALaterTurn()
    {
        var (transport, connection) = _hosted.Open();

        _hosted.Host.OnText(connection, "1"u8);
        OnAnotherThread(() => _asked[0].Resolve(_ => new JsString("it")));
        var before = Hosted.Received(transport);
        _hosted.RunPosted();

        Assert.Empty(before);
        Assert.Equal(["text \"got it\""], Hosted.Received(transport));
        Assert.Equal(0, _promises.InFlight);
    }

    [Fact]
    public void Resolve_TheSecondTime_DoesNothing()
    {
        var (transport, connection) = _hosted.Open();

        _hosted.Host.OnText(connection, "1"u8);
        _asked[0].Resolve(_ => new JsString("first"));
        _asked[0].Reject(_ => new JsString("second"));
        _hosted.RunPosted();

        Assert.Equal(["text \"got first\""], Hosted.Received(transport));
        Assert.Equal(0, _promises.InFlight);
    }

    [Fact]
    public void Resolve_WithAValueThatCannotBeMade_Rejects()
    {
        var (transport, connection) = _hosted.Open();

        _hosted.Host.OnText(connection, "1"u8);
        _asked[0].Resolve(engine => throw Thrown.TypeError(engine, "no value"));
        _hosted.RunPosted();

        Assert.Equal(["text \"TypeError: no value\""], Hosted.Received(transport));
    }

    [Fact]
    public void Reject_Unhandled_FailsTheTurnOfItsConnection()
    {
        var (transport, connection) = _hosted.Open();

        _hosted.Host.OnBinary(connection, [1]);
        _asked[0].Reject(engine => engine.Intrinsics.Error.Construct("gone"));
        _hosted.RunPosted();

        Assert.Equal("close 1011 \"script failed\"", Hosted.Received(transport)[^1]);
        Assert.Contains("a rejected promise was not handled: Error: gone.", Assert.Single(_hosted.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_AfterTheEngineWasReplaced_RunsNothing()
    {
        var (transport, connection) = _hosted.Open();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = _promises.Ended.Register(ended.SetResult);

        _hosted.Host.OnText(connection, "1"u8);
        _hosted.Host.OnText(connection, "2"u8);
        _asked[0].Resolve(_ => new JsString("it"));
        _hosted.Host.Abandon();
        _asked[1].Resolve(_ => new JsString("it"));
        _hosted.RunPosted();
        await ended.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);

        Assert.Empty(Hosted.Received(transport));
        Assert.True(_promises.Ended.IsCancellationRequested);
    }

    [Fact]
    public void Begin_BeyondTheLimit_IsARangeError()
    {
        var (transport, connection) = _hosted.Open();

        for (var i = 0; i < OutsidePromises.MaxInFlight; i++) _promises.Begin("fill", null);
        _hosted.Host.OnText(connection, Encoding.UTF8.GetBytes("1"));

        Assert.Equal(
            ["text \"RangeError: ask: 10000 calls are in flight already; await some before the next.\""], Hosted.Received(transport));
    }

    [Fact]
    public async Task PostAway_ToAnIdleWorker_RunsOnAnotherThread()
    {
        var worker = new ScriptWorker(mailboxLimit: 100);
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holder = new Lock();

        lock (holder)
        {
            worker.PostAway(ConnectionEvent.Work(() =>
            {
                lock (holder) ran.SetResult();
            }));
            Assert.False(ran.Task.IsCompleted);
        }

        await ran.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);
    }

    private static void OnAnotherThread(ThreadStart action)
    {
        var thread = new Thread(action);
        thread.Start();
        thread.Join();
    }
}
