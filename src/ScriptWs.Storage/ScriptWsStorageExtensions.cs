using ScriptWs.Configuration;

namespace ScriptWs.Storage;

/// <summary>Keeps what scripts store in a file.</summary>
public static class ScriptWsStorageExtensions
{
    /// <summary>
    /// Permits <c>"storage": { "backend": "file" }</c>. Call it before the start; nothing is loaded or opened unless the
    /// configuration wants a file.
    /// </summary>
    /// <param name="server">The server.</param>
    /// <returns>The same server.</returns>
    public static ScriptWsServer UseFileStorage(this ScriptWsServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        server.Hooks.StorageOpeners[StorageBackend.File] = static setup => FileStorage.Open(setup);
        return server;
    }
}
