using Jint;
using Jint.Native;
using Jint.Native.Object;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Scripting;

/// <summary>A connection as scripts see it; one for each connection, its members on a shared prototype.</summary>
internal sealed class ConnectionObject : ObjectInstance
{
    private JsValue? _data;
    private CancellationTokenSource? _ended;

    public ConnectionObject(Engine engine, ObjectInstance prototype, IScriptScope scope, Connection connection)
        : base(engine)
    {
        Prototype = prototype;
        (Scope, Connection) = (scope, connection);
    }

    public IScriptScope Scope { get; }

    public Connection Connection { get; }

    /// <summary>The script's own value for this connection; an empty object until it is set.</summary>
    public JsValue Data
    {
        get
        {
            if (Connection.Resumable() is not null) Scope.Touch(this);
            return PeekData;
        }

        set
        {
            if (Connection.Resumable() is not null) Scope.Touch(this);
            _data = value;
        }
    }

    /// <summary><see cref="Data"/>, as the server itself looks at it.</summary>
    public JsValue PeekData => _data ??= new JsObject(Engine);

    /// <summary>Whether the script has looked at <see cref="Data"/>, or set it.</summary>
    public bool HasData => _data is not null;

    /// <summary>Who it was authenticated as; made when a script first asks.</summary>
    public JsValue? User { get; set; }

    /// <summary>The user that <see cref="User"/> was made of.</summary>
    public ConnectionUser? UserSource { get; set; }

    /// <summary>The headers and path it came with; made when a script first asks.</summary>
    public JsValue? Request { get; set; }

    /// <summary>Cancelled when the connection closes or the engine is replaced. On the worker's turn.</summary>
    public CancellationToken Ended =>
        (_ended ??= CancellationTokenSource.CreateLinkedTokenSource(Scope.Outside.Ended)).Token;

    /// <summary>Cancels <see cref="Ended"/>, which is code of others and does not run on this turn.</summary>
    public void End()
    {
        if (_ended is { } source) Background.Queue("cancelling the calls of a connection", source.Cancel);
    }
}
