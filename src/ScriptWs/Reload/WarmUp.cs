using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;
using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>
/// What a process needs once, and makes while its configuration is read still: the engine's tables, and OpenSSL for the first
/// handshake.
/// </summary>
internal static class WarmUp
{
    private static readonly Lazy<bool> Begun = new(TryStart);

    /// <summary>Does it the first time it is called, on a thread of its own.</summary>
    public static void Begin() => _ = Begun.Value;

    private static bool TryStart()
    {
        EngineStart.Expect();
        if (Background.TryStartThread("ScriptWs warm-up", Run)) return true;
        EngineStart.Prepare();
        return false;
    }

    private static void Run()
    {
        EngineStart.Prepare();
        _ = ConnectionId.Create();
        _ = WebSocketKey.Accept(WebSocketKey.Create());
    }
}
