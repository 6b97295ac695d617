using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>
/// What the objects that a script sees need of the engine they are in. They name this and not <see cref="ScriptEngine"/>, which makes
/// them. Used on the worker's turn.
/// </summary>
internal interface IScriptScope
{
    /// <summary>What the server around it offers.</summary>
    ScriptHostServices Services { get; }

    /// <summary>The script's path, as server.json names it.</summary>
    string File { get; }

    /// <summary>The number of the script's version.</summary>
    int Generation { get; }

    /// <summary>Whether connections meet this engine.</summary>
    bool IsLive { get; }

    /// <summary>The connection whose event is handled now, if it is one's.</summary>
    Connection? TurnConnection { get; }

    /// <summary>The open connections of this engine, from onConnect to onDisconnect.</summary>
    IReadOnlyCollection<ConnectionObject> Connections { get; }

    /// <summary>Promises that something outside the engine settles.</summary>
    OutsidePromises Outside { get; }

    /// <summary>Refuses a call that would change something outside a script that is not live yet.</summary>
    /// <exception cref="Jint.Runtime.JavaScriptException">It is not live.</exception>
    void RequireLive(string member);

    /// <summary>Whether a connection is one of this engine's, and not of another worker's.</summary>
    bool Owns(Connection connection);

    /// <summary>The object that scripts see for a connection: always the same one.</summary>
    ConnectionObject ObjectOf(Connection connection);

    /// <summary>What a connection can be resumed with may change now.</summary>
    void Touch(ConnectionObject connection);

    /// <summary>What a connection can be resumed with now; <c>null</c> when it cannot be kept.</summary>
    byte[]? Capture(ConnectionObject connection);

    /// <summary>Checks a new token of a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="token">The token.</param>
    /// <param name="proven">Told the user that the token proves, or <c>null</c>, on a turn of its own; not at all once another engine has
    /// the connection.</param>
    void Reauthenticate(Connection connection, string token, Action<ConnectionUser?> proven);
}
