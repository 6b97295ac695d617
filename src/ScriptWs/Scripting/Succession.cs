using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>
/// The step from one generation to the next on a worker. The old host leaves (<see cref="Leave"/>), the new one takes over
/// (<see cref="TakeOver(MovedState)"/>) and goes live; or the new one fails, and the old one stays (<see cref="Stay"/>).
/// </summary>
internal sealed class Succession(
    ScriptHost host, ScriptEngine engine, ScriptTrial trial, Handlers handlers, ScriptQuestions questions, ScriptJobs jobs)
{
    private readonly ConnectionObjects _connections = engine.Connections;

    /// <summary>Runs onUnload and copies what it returns, and the <c>data</c> of all connections. This host can go on after it.</summary>
    /// <exception cref="ScriptLoadException">Everything was wanted, and the script failed or something cannot be copied.</exception>
    public MovedState Leave(Leaving what)
    {
        engine.Timers.Remember();
        var writer = new CloneWriter(engine.Engine, engine.Services.Budget.Memory, connections: true);
        if (what == Leaving.Everything)
        {
            var state = trial.Call("onUnload", handlers.OnUnload);
            return trial.Step("onUnload", () => Moved(Copy(writer, state, "state"), connection => DataOf(writer, connection)));
        }

        var saved = what == Leaving.WhatCanBeSaved
            ? OrNothing(() => Copy(writer, trial.Call("onUnload", handlers.OnUnload), "state"))
            : null;
        return Moved(saved ?? CloneValue.Undefined.Value, connection => OrNothing(() => DataOf(writer, connection)));
    }

    /// <summary>Goes on as if it had not left.</summary>
    public void Stay()
    {
        foreach (var connection in _connections.Open) connection.Connection.ScriptState = connection;
        engine.Timers.Restore();
    }

    /// <summary>Takes over what the previous generation left, and runs onLoad.</summary>
    /// <exception cref="ScriptLoadException">The script failed.</exception>
    public void TakeOver(MovedState moved)
    {
        var state = trial.Step("onLoad", () =>
        {
            var copies = new Dictionary<CloneValue.Node, JsValue>(ReferenceEqualityComparer.Instance);
            foreach (var (connection, data) in moved.Data)
            {
                var added = _connections.Add(connection);
                // Setting it has it kept: the previous engine may have had no time for that.
                if (data is not null) added.Data = StructuredClone.Read(engine.Engine, data, copies);
            }

            return StructuredClone.Read(engine.Engine, moved.State, copies);
        });
        if (handlers.OnLoad is null) return;

        var generations = new JsObject(engine.Engine);
        generations.FastSetDataProperty("from", JsNumber.Create(moved.From));
        generations.FastSetDataProperty("to", JsNumber.Create(engine.Generation));
        trial.Call("onLoad", handlers.OnLoad, state, generations);
    }

    /// <summary>Takes over the open connections of a host that could not be asked. Their <c>data</c> is empty.</summary>
    public void TakeOver(Succession replaced)
    {
        foreach (var connection in replaced._connections.Open) _connections.Add(connection.Connection);
    }

    /// <summary>
    /// From now on this is the host of its worker; it answers the clients whom the one that it replaces has not answered.
    /// </summary>
    /// <param name="replaced">The host before. The questions of one that is abandoned are left alone: another thread is still in
    /// it.</param>
    public void GoLive(ScriptHost? replaced = null)
    {
        engine.Stage = EngineStage.Live;
        jobs.Begin();
        engine.Timers.ScheduleNext();
        if (replaced is { Stage: not EngineStage.Abandoned }) replaced.Succession.MoveQuestions(host);
    }

    private void MoveQuestions(ScriptHost next) => questions.MoveTo(next);

    private MovedState Moved(CloneValue state, Func<ConnectionObject, CloneValue?> dataOf) =>
        new(
        engine.Generation,
        state,
        [.. _connections.Open.Select(connection => (connection.Connection, connection.HasData ? dataOf(connection) : null))]);

    private CloneValue DataOf(CloneWriter writer, ConnectionObject connection) => Copy(writer, connection.PeekData, "connection.data");

    /// <summary>The place where the engine was last says nothing about a value: the path to it does.</summary>
    private CloneValue Copy(CloneWriter writer, JsValue value, string name)
    {
        try
        {
            return writer.Write(value, name);
        }
        catch (JavaScriptException e) when (e.Error is ObjectInstance error && DataOnly.Text(error, "name", 100) == CloneWriter.ErrorName)
        {
            throw new ScriptLoadException($"{engine.File}: {DataOnly.Text(error, "message", 1000)}", e);
        }
    }

    /// <summary>Copies as a turn of its own; what fails is left behind.</summary>
    private CloneValue? OrNothing(Func<CloneValue> copy)
    {
        try
        {
            return trial.Step("onUnload", copy);
        }
        catch (ScriptLoadException)
        {
            return null;
        }
    }
}
