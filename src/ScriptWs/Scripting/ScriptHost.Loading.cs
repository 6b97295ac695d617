using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>
/// From the source to a live host, and from one generation to the next. Until it is live a host is tried, and may change
/// nothing outside itself: a version that is refused leaves no trace.
/// </summary>
internal sealed partial class ScriptHost
{
    private readonly HashSet<PendingQuestion> _pending = [];

    /// <summary>Whether connections meet this host.</summary>
    public bool IsLive { get; private set; }

    /// <summary>From now on this is the host of its worker. On the worker's turn.</summary>
    public void GoLive()
    {
        IsLive = true;
        _timers.ScheduleNext();
    }

    /// <summary>Lets this host answer the clients whom the one that it replaces has not answered.</summary>
    public void AskAgain(ScriptHost replaced)
    {
        foreach (var question in replaced._pending) question.Ask(this);
        replaced._pending.Clear();
    }

    /// <summary>Runs onUnload and copies what it returns, and the <c>data</c> of all connections. This host can go on after it.</summary>
    /// <exception cref="ScriptLoadException">The script failed, or something cannot be copied.</exception>
    public MovedState Unload()
    {
        _timers.Remember();
        var state = Call("onUnload", _handlers.OnUnload);
        var writer = new CloneWriter(_engine, Services.Budget.Memory, connections: true);
        return Step("onUnload", () => new MovedState(
            Generation,
            Copy(writer, state, "state"),
            [.. Connections.Select(one => (one.Connection, one.HasData ? Copy(writer, one.Data, "connection.data") : null))]));
    }

    /// <summary>What <see cref="Unload"/> does, as far as it can be done: what fails, or cannot be copied, is left behind.</summary>
    /// <param name="withState">Whether onUnload is asked.</param>
    public MovedState Salvage(bool withState)
    {
        _timers.Remember();
        var writer = new CloneWriter(_engine, Services.Budget.Memory, connections: true);
        var state = withState ? OrNothing(() => Step("onUnload", () => Copy(writer, Call("onUnload", _handlers.OnUnload), "state"))) : null;
        return new MovedState(Generation, state ?? CloneValue.Undefined.Value, [.. Connections.Select(one => (one.Connection, DataOf(one)))]);

        CloneValue? DataOf(ConnectionObject one) => one.HasData ? OrNothing(() => Step("onUnload", () => Copy(writer, one.Data, "connection.data"))) : null;
    }

    /// <summary>Takes over what the generation before left, and runs onLoad.</summary>
    /// <exception cref="ScriptLoadException">The script failed.</exception>
    public void Load(MovedState moved)
    {
        var state = Step("onLoad", () =>
        {
            var known = new Dictionary<CloneValue.Node, JsValue>(ReferenceEqualityComparer.Instance);
            foreach (var (connection, data) in moved.Data)
            {
                var created = ObjectOf(connection);
                Connections.Add(created);
                if (data is not null) created.Data = StructuredClone.Read(_engine, data, known);
            }

            return StructuredClone.Read(_engine, moved.State, known);
        });
        if (_handlers.OnLoad is null) return;

        var generations = new JsObject(_engine);
        generations.FastSetDataProperty("from", JsNumber.Create(moved.From));
        generations.FastSetDataProperty("to", JsNumber.Create(Generation));
        Call("onLoad", _handlers.OnLoad, state, generations);
    }

    /// <summary>Goes on as if <see cref="Unload"/> and another host's <see cref="Load"/> had not happened.</summary>
    public void Reclaim()
    {
        foreach (var known in Connections) known.Connection.ScriptState = known;
        _timers.Restore();
    }

    /// <summary>Whether another host has taken its place while a turn of it would not end; it runs nothing more.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Takes this host out of service, though a turn of it still runs on another thread: what that does from now on fails.</summary>
    public void Abandon() => (IsAbandoned, IsLive) = (true, false);

    /// <summary>The script and its version, for messages.</summary>
    public string Describe() => $"{_module.DisplayPath} (generation {Generation})";

    /// <summary>Where the script is, for another thread: the engine stands still in whatever it is stuck in, or goes on meanwhile.</summary>
    public string PeekAtPlace() => StackTraces.LastPlace(_engine) ?? "no script runs; it is C# code.";

    /// <summary>Refuses a script that would change something outside itself before it is live.</summary>
    public void RequireLive(string member)
    {
        if (!IsLive) throw ScriptValues.TypeError(_engine, $"{member} cannot be called while the script loads; call it in onStart or later.");
    }

    private void WakeAfter(TimeSpan time)
    {
        if (IsLive) Services.WakeAfter(time);
    }

    /// <summary>Calls a function that must be done, its promise settled, by the end of its turn.</summary>
    private JsValue Call(string name, Function? function, params JsValue[] args) => function is null ? JsValue.Undefined : Step(name, () =>
    {
        var (value, reason) = ((JsValue?)null, (JsValue?)null);
        Settle(function.Call(JsValue.Undefined, args), fulfilled => value = fulfilled, rejected => reason = rejected);
        _engine.Advanced.ProcessTasks();
        if (reason is not null) throw new ScriptLoadException($"{name} failed: {ScriptErrors.PlaceOf(reason) ?? _module.DisplayPath}: {ScriptErrors.Describe(reason)}");
        ThrowRejection($"{name} failed: ");
        return value ?? throw new ScriptLoadException(
            $"{name} failed: {_module.DisplayPath}: it returned a promise that waits for something; it must be done within its turn.");
    });

    private T Step<T>(string name, Func<T> step)
    {
        if (!_isTrying) BeginTurn();
        try
        {
            return step();
        }
        catch (Exception e) when (e is not ScriptLoadException)
        {
            throw e.InnerException as ScriptLoadException ?? new ScriptLoadException($"{name} failed: {Describe(e)}", e);
        }
    }

    /// <summary>The place where the engine was last says nothing about a value: the path to it does.</summary>
    private CloneValue Copy(CloneWriter writer, JsValue value, string name)
    {
        try
        {
            return writer.Write(value, name);
        }
        catch (JavaScriptException e) when (e.Error is ObjectInstance error && DataOnly.Text(error, "name", 100) == CloneWriter.ErrorName)
        {
            throw new ScriptLoadException($"{_module.DisplayPath}: {DataOnly.Text(error, "message", 1000)}", e);
        }
    }

    private static CloneValue? OrNothing(Func<CloneValue> copy)
    {
        try
        {
            return copy();
        }
        catch (ScriptLoadException)
        {
            return null;
        }
    }

    private void ThrowRejection(string prefix)
    {
        if (_rejections.Count == 0) return;

        var reason = _rejections[0].Reason;
        _rejections.Clear();
        throw new ScriptLoadException(prefix + DescribeRejection(reason));
    }

    /// <summary>What another generation's onUpgrade gave as <c>data</c>, as a value of this engine.</summary>
    private JsValue OfThisEngine(JsValue data)
    {
        if (data is not ObjectInstance foreign || foreign.Engine == _engine) return data;

        try
        {
            return StructuredClone.Read(_engine, new CloneWriter(foreign.Engine, Services.Budget.Memory).Write(data, "data"));
        }
        catch (Exception e)
        {
            Fail($"{_module.DisplayPath}: a connection begins without the data that onUpgrade of an earlier generation gave it: {Describe(e)}", null);
            return new JsObject(_engine);
        }
    }
}
