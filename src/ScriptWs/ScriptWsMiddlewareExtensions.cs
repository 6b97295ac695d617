namespace ScriptWs;

/// <summary>Adds middleware to a server.</summary>
public static class ScriptWsMiddlewareExtensions
{
    /// <summary>
    /// Adds code that sees each message before C# events and the script: it may change, answer or drop it. The first one added is the
    /// first to see it. Add it before the start. An exception is logged and reported to <see cref="ScriptWsServer.Error"/>; the message
    /// is dropped, and the connection stays open. At most 256 messages, or 4 MiB of them, of one connection wait for it. Exceeded: 1008.
    /// </summary>
    /// <param name="server">The server.</param>
    /// <param name="middleware">The code.</param>
    /// <returns>The server.</returns>
    public static ScriptWsServer Use(this ScriptWsServer server, ScriptWsMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(middleware);
        server.Hooks.Use(middleware);
        return server;
    }
}
