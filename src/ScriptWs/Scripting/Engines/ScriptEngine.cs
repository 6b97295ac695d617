using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime.Interop;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Scripting;

/// <summary>
/// One engine with one version of a script in it, and the turns that run there. Everything here runs on the thread that holds the
/// turn of its worker. A failing turn is reported (<see cref="ScriptFailures"/>), and the engine goes on.
/// </summary>
internal sealed class ScriptEngine : IScriptScope, IDisposable
{
    /// <summary>How long a replaced script may take for the requests that it has begun.</summary>
    private static readonly TimeSpan RetirementTime = TimeSpan.FromSeconds(10);

    private readonly ConnectionObjects _connections;
    private readonly HeapWatch _heap;

    /// <summary>Makes the engine. Nothing of the script has run yet (<see cref="ScriptTrial"/>).</summary>
    public ScriptEngine(ScriptModule module, ScriptHostServices services)
    {
        (Module, Services) = (module, services);
        Budget = new TurnBudget(services.Budget);
        Engine = EngineSetup.Create(module, services, Budget);
        Timers = new ScriptTimers(Engine, services.Clock, WakeAfter);
        Failures = new ScriptFailures(Engine, this, Budget);
        Outside = new OutsidePromises(Engine, services.Post, Settle);
        _heap = new HeapWatch(Engine, services.Budget.Memory);
        EngineSetup.Complete(Engine, Budget, this, Timers);
        _connections = new ConnectionObjects(Engine, this, Failures);
        Resumption = new ScriptResumption(this);
    }

    public Engine Engine { get; }

    public ScriptModule Module { get; }

    public ScriptHostServices Services { get; }

    public TurnBudget Budget { get; }

    /// <inheritdoc cref="TurnBudget.ContinuedAt"/>
    public long ContinuedAt => Budget.ContinuedAt;

    public ScriptTimers Timers { get; }

    public ScriptFailures Failures { get; }

    public ConnectionObjects Connections => _connections;

    public OutsidePromises Outside { get; }

    /// <summary>What connections can be resumed with.</summary>
    public ScriptResumption Resumption { get; }

    /// <summary>Set on the worker's turn, but for Abandoned: the thread that takes the worker over sets that.</summary>
    public EngineStage Stage { get; set; }

    public bool IsLive => Stage == EngineStage.Live;

    /// <summary>
    /// Another engine has its connections, and it only ends the requests that it has begun: told after each turn that something outside
    /// began. Its timers no longer ring. <c>null</c> for an engine in service.
    /// </summary>
    public Action? Retired { get; private set; }

    public int Generation => Module.Generation;

    public string File => Module.DisplayPath;

    public Connection? TurnConnection { get; private set; }

    /// <summary>Whether it has asked for another engine in its place.</summary>
    public bool AsksForReplacement { get; private set; }

    IReadOnlyCollection<ConnectionObject> IScriptScope.Connections => _connections.Open;

    public bool Owns(Connection connection) => _connections.Owns(connection);

    public ConnectionObject ObjectOf(Connection connection) => _connections.ObjectOf(connection);

    public void Touch(ConnectionObject connection) => Resumption.Touch(connection);

    public byte[]? Capture(ConnectionObject connection) => Resumption.Capture(connection);

    public void RequireLive(string member)
    {
        if (!IsLive) throw Thrown.TypeError(Engine, $"{member} cannot be called while the script loads; call it in onStart or later.");
    }

    public void Reauthenticate(Connection connection, string token, Action<ConnectionUser?> proven) =>
        connection.Reauthenticate(token, user => connection.InTurn(() =>
        {
            // Another version of the script may be here meanwhile; promises of the previous one are forgotten.
            if (Owns(connection)) Turn("reauthenticate", null, [], connection, _ => proven(user));
        }));

    /// <summary>Runs one handler and the microtasks it leaves, within the budget. No exception leaves it.</summary>
    /// <param name="name">What it is called in scripts.</param>
    /// <param name="handler">The function; <c>null</c> does nothing and returns nothing.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="connection">The connection whose event it is.</param>
    /// <param name="returned">Told what it returned, on the turn.</param>
    /// <param name="failed">Told when it failed; <paramref name="returned"/> may have been called before.</param>
    public void Turn(
        string name, Function? handler, JsValue[] args, Connection? connection = null, Action<JsValue>? returned = null, Action? failed = null)
    {
        if (Stage == EngineStage.Abandoned) return;

        var instruments = Services.Instruments;
        var span = Tracing.Turn(name, instruments.Tag, connection?.Id);
        var began = instruments.TimesTurns ? Services.Clock.GetTimestamp() : 0;
        Budget.Begin();
        TurnConnection = connection;
        try
        {
            var result = handler is null ? JsValue.Undefined : handler.Call(JsValue.Undefined, args);
            returned?.Invoke(result);
            Engine.Advanced.ProcessTasks();
        }
        catch (Exception e)
        {
            Failures.Report(e, connection);
            failed?.Invoke();
        }

        Failures.ReportRejections();
        TurnConnection = null;
        if (began != 0) instruments.TurnEnded(name, Services.Clock.GetElapsedTime(began));
        var hasFailed = Failures.EndTurn();
        span?.End("scriptws.failed", hasFailed, hasFailed);
        if (hasFailed && Retired is null) Services.TurnFailed();
        if (!AsksForReplacement && _heap.IsOver()) AskForReplacement();
    }

    /// <summary>Restores what a connection continues.</summary>
    /// <returns>What <c>onConnect</c> is told.</returns>
    public JsValue BeginConnection(ConnectionObject opened) => Resumption.Begin(opened);

    /// <summary>A connection has ended: the client can resume it, unless it was closed on purpose.</summary>
    public void EndConnection(ConnectionObject gone, CloseStatus status) => Resumption.End(gone, status);

    /// <summary>
    /// Another engine has taken over. This one lives on for requests that it has begun, as long as they wait for something outside, such
    /// as the storage; or until a while has passed.
    /// </summary>
    /// <param name="arePending">Whether clients wait for its answers.</param>
    /// <param name="end">Ends it.</param>
    public void Retire(Func<bool> arePending, Action end)
    {
        if (!EndsRequests())
        {
            end();
            return;
        }

        var limit = Services.Clock.Timer("ending a replaced script", () => Services.Post(end), Services.Log);
        Retired = () =>
        {
            if (EndsRequests()) return;
            limit.Dispose();
            end();
        };
        Timers.Clear();
        limit.Change(RetirementTime, Timeout.InfiniteTimeSpan);

        bool EndsRequests() => arePending() && Outside.InFlight > 0;
    }

    /// <summary>Calls back with what a handler returned, immediately or when its promise has settled.</summary>
    public void Settle(JsValue result, Action<JsValue> fulfilled, Action<JsValue> rejected)
    {
        if (!result.IsPromise())
        {
            fulfilled(result);
            return;
        }

        var then = result.AsObject().Get("then"); // of a promise, within the turn
        Engine.Call(then, result, [Callback(fulfilled), Callback(rejected)]);
    }

    public void Dispose()
    {
        Outside.End();
        Resumption.Dispose();
        Timers.Clear();
        Engine.Dispose();
    }

    private void Settle(OutsidePromise promise)
    {
        Turn(promise.Name, null, [], promise.Connection, _ => promise.SettleNow(Engine));
        Retired?.Invoke();
    }

    private ClrFunction Callback(Action<JsValue> action) => new(Engine, "", (_, args) =>
    {
        action(args.At(0));
        return JsValue.Undefined;
    });

    private void WakeAfter(TimeSpan time)
    {
        if (IsLive && Retired is null) Services.WakeAfter(time);
    }

    private void AskForReplacement()
    {
        AsksForReplacement = true;
        Failures.Report(
            $"{File}: the script keeps more than script.memory ({Services.Budget.Memory >> 20} MiB) between turns; "
            + "its engine is replaced, and its variables are reset.",
            null);
        Services.RequestReplacement();
    }
}
