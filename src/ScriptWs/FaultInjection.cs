namespace ScriptWs;

/// <summary>Makes a server fail on purpose. For tests of what happens then; nothing else needs it.</summary>
public static class FaultInjection
{
    /// <summary>
    /// Ends all listeners as if the system had closed their sockets: no client can connect, open connections stay, and the
    /// watchdog has noticed when the call returns. Does nothing while the server is stopped.
    /// </summary>
    /// <param name="server">Whose listeners end.</param>
    public static void KillListeners(ScriptWsServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        server.KillListeners();
    }
}
