using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>
/// One engine with one version of a script in it. Everything here runs on the thread that holds its worker's turn. A
/// failing handler is reported (ScriptHost.Failures.cs) and goes no further: the engine goes on.
/// </summary>
internal sealed partial class ScriptHost : IConnectionHandler, IDisposable
{
    [ThreadStatic]
    private static ScriptHost? t_current;

    private readonly Engine _engine;
    private readonly ScriptModule _module;
    private readonly TurnBudget _budget;
    private readonly ObjectInstance _connectionPrototype;
    private readonly ScriptTimers _timers;
    private readonly Handlers _handlers;
    private readonly JsValue[] _one = new JsValue[1];
    private readonly JsValue[] _two = new JsValue[2];

    /// <summary>Loads and tries the script; <see cref="GoLive"/> ends the loading.</summary>
    /// <exception cref="ScriptLoadException">It does not load, exports no handler, or fails its selfTest.</exception>
    public ScriptHost(ScriptModule module, ScriptHostServices services)
    {
        (_module, Services) = (module, services);
        _repeated = new RepeatedFailures(services.Clock);
        _budget = new TurnBudget(services.Budget);
        var loader = new ScriptModuleLoader(module);
        _engine = new Engine(options => EngineOptions.Configure(options, module, loader, services.Budget, _budget, services.Clock));
        loader.Attach(_engine);
        _budget.Attach(_engine);
        _budget.BeginPreparing();
        _engine.Advanced.PromiseRejectionTracker += OnRejection;
        NativeCalls.Guard(_engine, _budget);
        EngineState.Attach(_engine, _budget);
        ErrorStack.Apply(_engine);
        _connectionPrototype = ConnectionMembers.Shape.Instantiate(_engine);
        _timers = new ScriptTimers(_engine, services.Clock, WakeAfter);
        BuiltInLimits.Apply(_engine);
        CodePoints.Apply(_engine);
        MediumDates.Apply(_engine);
        SuspensionFunctions.Add(_engine);
        ScriptGlobals.Add(_engine, this, _timers);
        _handlers = Evaluate();
        if (TrySelfTest() == JsBoolean.False) throw new ScriptLoadException($"{module.DisplayPath}: selfTest returned false.");
    }

    /// <summary>The host whose turn this thread runs, or ran last.</summary>
    public static ScriptHost Current => t_current!;

    /// <summary>The open connections of this host, from onConnect to onDisconnect.</summary>
    public HashSet<ConnectionObject> Connections { get; } = new(ReferenceEqualityComparer.Instance);

    public ScriptHostServices Services { get; }

    public Engine Engine => _engine;

    public int Generation => _module.Generation;

    /// <summary>The script's path, as server.json names it.</summary>
    public string File => _module.DisplayPath;

    /// <summary>The connection whose event is handled now, if it is one's.</summary>
    public Connection? TurnConnection => _current;

    public bool HandlesUpgrade => _handlers.OnUpgrade is not null;

    public bool HandlesBinary => _handlers.OnBinary is not null;

    public void OnStart() => Turn("onStart", _handlers.OnStart, []);

    public void OnShutdown(string reason, Action done)
    {
        _one[0] = new JsString(reason);
        Turn("onShutdown", _handlers.OnShutdown, _one, null, result => Settle(result, _ => done(), _ => done()), done);
    }

    /// <summary>Runs the timers that are due, each as a turn of its own.</summary>
    public void RunTimers()
    {
        while (_timers.TryTakeDue(out var callback, out var args)) Turn("timer", callback, args);
        _timers.ScheduleNext();
    }

    public void OnUpgrade(UpgradeRequest request, Action<UpgradeDecision> decide)
    {
        if (_handlers.OnUpgrade is null)
        {
            decide(UpgradeDecision.Accept.Plain);
            return;
        }

        var pending = new PendingQuestion(host => host.OnUpgrade(request, decide));
        _pending.Add(pending);
        _one[0] = RequestObject.Create(_engine, request);
        Turn(
            "onUpgrade",
            _handlers.OnUpgrade,
            _one,
            null,
            result => Settle(result, value => Decide(Read(value, request)), reason => Decide(Rejected(reason))),
            () => Decide(UpgradeAnswer.Failed));

        void Decide(UpgradeDecision decision)
        {
            if (_pending.Remove(pending)) decide(decision);
        }
    }

    public void OnConnect(Connection connection)
    {
        var created = ObjectOf(connection);
        Connections.Add(created);
        if (_handlers.OnConnect is null) return;
        _one[0] = created;
        Turn("onConnect", _handlers.OnConnect, _one, connection);
    }

    public void OnText(Connection connection, ReadOnlySpan<byte> utf8)
    {
        if (_handlers.OnMessage is null) return;
        _two[0] = ObjectOf(connection);
        _two[1] = new JsString(System.Text.Encoding.UTF8.GetString(utf8));
        Turn("onMessage", _handlers.OnMessage, _two, connection);
    }

    public void OnBinary(Connection connection, ReadOnlySpan<byte> bytes)
    {
        if (_handlers.OnBinary is null)
        {
            connection.Close(CloseStatuses.BinaryRefused);
            return;
        }

        _two[0] = ObjectOf(connection);
        _two[1] = _engine.Intrinsics.Uint8Array.Construct(bytes);
        Turn("onBinary", _handlers.OnBinary, _two, connection);
    }

    public void OnDrain(Connection connection)
    {
        if (_handlers.OnDrain is null) return;
        _one[0] = ObjectOf(connection);
        Turn("onDrain", _handlers.OnDrain, _one, connection);
    }

    public void OnDisconnect(Connection connection, CloseStatus status)
    {
        Connections.Remove(ObjectOf(connection));
        if (_handlers.OnDisconnect is null) return;
        Turn("onDisconnect", _handlers.OnDisconnect, [ObjectOf(connection), JsNumber.Create(status.Code), new JsString(status.Reason)], connection);
    }

    public void Dispose()
    {
        _timers.Clear();
        _engine.Dispose();
    }

    /// <summary>The object that scripts see for a connection: always the same one.</summary>
    public ConnectionObject ObjectOf(Connection connection)
    {
        if (connection.ScriptState is ConnectionObject known && known.Host == this) return known;

        var created = new ConnectionObject(_engine, _connectionPrototype, this, connection);
        if (connection.ScriptState is JsValue data and not ConnectionObject) created.Data = OfThisEngine(data); // as onUpgrade gave it
        connection.ScriptState = created;
        return created;
    }

    /// <summary>Takes over the open connections of the host that this one replaces; their <c>data</c> begins anew.</summary>
    public void Adopt(ScriptHost replaced)
    {
        foreach (var known in replaced.Connections) Connections.Add(ObjectOf(known.Connection));
    }

    private void BeginTurn()
    {
        t_current = this;
        _budget.Begin();
        _engine.Constraints.Reset();
    }

    private UpgradeDecision Read(JsValue value, UpgradeRequest request)
    {
        if (UpgradeAnswer.Read(value, request, out var problem) is { } decision) return decision;

        Fail($"{_module.DisplayPath}: onUpgrade: {problem}", null);
        return UpgradeAnswer.Failed;
    }

    /// <summary>Whether a connection is one of this host's, and not of another worker's.</summary>
    public bool Owns(Connection connection) => connection.ScriptState is ConnectionObject known && known.Host == this;

    private UpgradeDecision Rejected(JsValue reason)
    {
        Fail($"{_module.DisplayPath}: onUpgrade was rejected: {ScriptErrors.Describe(reason)}", null, reason);
        return UpgradeAnswer.Failed;
    }

    /// <summary>Runs one handler and the microtasks it leaves, within the budget. No exception leaves it.</summary>
    /// <param name="name">What it is called in scripts.</param>
    /// <param name="handler">The function; <c>null</c> does nothing and returns nothing.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="connection">The connection whose event it is.</param>
    /// <param name="returned">Told what it returned, on the turn.</param>
    /// <param name="failed">Told when it failed; <paramref name="returned"/> may have been called before.</param>
    private void Turn(string name, Function? handler, JsValue[] args, Connection? connection = null, Action<JsValue>? returned = null, Action? failed = null)
    {
        if (IsAbandoned) return;

        var span = Tracing.Turn(name, Services.Instruments.Tag, connection?.Id);
        var began = Services.Instruments.TimesTurns ? Services.Clock.GetTimestamp() : 0;
        BeginTurn();
        _current = connection;
        try
        {
            var result = handler is null ? JsValue.Undefined : handler.Call(JsValue.Undefined, args);
            returned?.Invoke(result);
            _engine.Advanced.ProcessTasks();
        }
        catch (Exception e)
        {
            Fail(e, connection);
            failed?.Invoke();
        }

        ReportRejections();
        _current = null;
        if (began != 0) Services.Instruments.TurnEnded(name, Services.Clock.GetElapsedTime(began));
        span?.End("scriptws.failed", _turnFailed, _turnFailed);
        if (_turnFailed) Services.TurnFailed();
        _turnFailed = false;
        CheckRetainedHeap();
    }
}
