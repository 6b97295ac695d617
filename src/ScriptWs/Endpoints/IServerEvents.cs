using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Reload;
using ScriptWs.Scripting;

namespace ScriptWs.Endpoints;

/// <summary>What endpoints report to the C# code around the server, and what scripts ask of the server. Any thread.</summary>
internal interface IServerEvents
{
    /// <summary>What is counted and timed of the server.</summary>
    Instruments Instruments { get; }

    /// <summary>The modules of C# that scripts import.</summary>
    HostModuleTable HostModules { get; }

    /// <summary>C# code that sees messages before everything else, in its order.</summary>
    IReadOnlyList<ScriptWsMiddleware> Middleware { get; }

    /// <summary>Whether C# code answers clients, so that an endpoint needs no script.</summary>
    bool HasHandlers { get; }

    bool HasConnected { get; }

    bool HasMessageReceived { get; }

    bool HasBinaryReceived { get; }

    bool HasDisconnected { get; }

    void RaiseConnected(Connection connection);

    void RaiseMessageReceived(Connection connection, string text);

    void RaiseBinaryReceived(Connection connection, ReadOnlyMemory<byte> bytes);

    void RaiseDisconnected(Connection connection, int code, string reason);

    /// <summary>A C# handler threw. Exceptions of the handler of this event are logged.</summary>
    void RaiseError(Exception exception, Connection? connection);

    /// <summary>A reload has ended. Exceptions of its handler are logged.</summary>
    void RaiseReloaded(ReloadResult result);

    /// <summary>A script called <c>server.stop()</c>; its turn continues meanwhile.</summary>
    void RequestStop();

    /// <summary>A script called <c>server.restart()</c>; its turn continues meanwhile.</summary>
    void RequestRestart();
}
