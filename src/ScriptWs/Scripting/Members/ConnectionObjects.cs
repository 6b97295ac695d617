using Jint;
using Jint.Native;
using Jint.Native.Object;
using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>The objects that one engine's script sees for its connections. On the worker's turn.</summary>
internal sealed class ConnectionObjects(Engine engine, IScriptScope scope, ScriptFailures failures)
{
    private readonly ObjectInstance _prototype = ConnectionMembers.Shape.Instantiate(engine);

    /// <summary>The open connections of this engine, from onConnect to onDisconnect.</summary>
    public HashSet<ConnectionObject> Open { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a connection is one of this engine's, and not of another worker's.</summary>
    public bool Owns(Connection connection) => connection.ScriptState is ConnectionObject known && known.Scope == scope;

    /// <summary>The object that scripts see for a connection: always the same one.</summary>
    public ConnectionObject ObjectOf(Connection connection)
    {
        if (connection.ScriptState is ConnectionObject known && known.Scope == scope) return known;

        var created = new ConnectionObject(engine, _prototype, scope, connection);
        if (connection.ScriptState is JsValue data and not ConnectionObject) created.Data = OfThisEngine(data); // as onUpgrade gave it
        connection.ScriptState = created;
        return created;
    }

    /// <summary>Takes a connection into <see cref="Open"/>.</summary>
    public ConnectionObject Add(Connection connection)
    {
        var added = ObjectOf(connection);
        Open.Add(added);
        return added;
    }

    /// <summary>What another generation's onUpgrade gave as <c>data</c>, as a value of this engine.</summary>
    private JsValue OfThisEngine(JsValue data)
    {
        if (data is not ObjectInstance foreign || foreign.Engine == engine) return data;

        try
        {
            return StructuredClone.Read(engine, new CloneWriter(foreign.Engine, scope.Services.Budget.Memory).Write(data, "data"));
        }
        catch (Exception e)
        {
            failures.Report(
                $"{scope.File}: a connection begins without the data that onUpgrade of an earlier generation gave it: {failures.Describe(e)}",
                null);
            return new JsObject(engine);
        }
    }
}
