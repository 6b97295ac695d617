using Jint.Native;
using Jint.Native.Function;
using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>What supervision asks a script: <c>false</c> refuses, everything else agrees, a failure too.</summary>
internal sealed partial class ScriptHost
{
    public bool HandlesHeartbeat => _handlers.OnHeartbeat is not null;

    public bool HandlesWatchdog => _handlers.OnWatchdog is not null;

    /// <returns>Whether the connection may be pinged.</returns>
    public bool OnHeartbeat(Connection connection)
    {
        _one[0] = ObjectOf(connection);
        return Agrees("onHeartbeat", _handlers.OnHeartbeat, connection);
    }

    /// <returns>Whether to try to listen again.</returns>
    public bool OnWatchdog(int attempt, string cause)
    {
        var about = new JsObject(_engine);
        about.FastSetDataProperty("attempt", JsNumber.Create(attempt));
        about.FastSetDataProperty("cause", new JsString(cause));
        _one[0] = about;
        return Agrees("onWatchdog", _handlers.OnWatchdog, null);
    }

    private bool Agrees(string name, Function? handler, Connection? connection)
    {
        var refused = false;
        Turn(name, handler, _one, connection, result => refused = result == JsBoolean.False);
        return !refused;
    }
}
