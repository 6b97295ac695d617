namespace ScriptWs.Scripting;

/// <summary>
/// Warns of exported functions that look like handlers and are none: nothing calls them. It is no error, for another module may
/// import them.
/// </summary>
internal static class HandlerAdvice
{
    /// <summary>What other servers and the web call some events.</summary>
    private static readonly Dictionary<string, string> Meant = new(StringComparer.Ordinal)
    {
        ["onOpen"] = "onConnect",
        ["onConnection"] = "onConnect",
        ["onJoin"] = "onConnect",
        ["onClose"] = "onDisconnect",
        ["onClosed"] = "onDisconnect",
        ["onLeave"] = "onDisconnect",
        ["onData"] = "onMessage",
        ["onText"] = "onMessage",
        ["onReceive"] = "onMessage",
        ["onHttp"] = "onRequest",
        ["onFetch"] = "onRequest",
        ["onEmit"] = "onEvent",
        ["onServerEvent"] = "onEvent",
        ["onNodeMessage"] = "onEvent",
        ["onHandshake"] = "onUpgrade",
        ["onAuth"] = "onAuthenticate",
        ["onLogin"] = "onAuthenticate",
        ["onInit"] = "onStart",
        ["onReady"] = "onStart",
        ["onExit"] = "onShutdown",
        ["onStop"] = "onShutdown",
        ["onReload"] = "onLoad",
    };

    /// <summary>Whether a name is written like those of handlers.</summary>
    public static bool LooksLikeHandler(string name) =>
        name.Length > 2 && name.StartsWith("on", StringComparison.Ordinal) && char.IsAsciiLetterUpper(name[2]);

    /// <summary>The warning, with the place of the export.</summary>
    public static string Describe(ScriptModule module, string name)
    {
        var advice = Meant.TryGetValue(name, out var meant)
            ? $"did you mean \"{meant}\"?"
            : $"the handlers are {string.Join(", ", Handlers.Names)}.";
        return $"{ExportPlace.Of(module, name)}: \"{name}\" is exported, but it is not a handler and is never called; {advice}";
    }
}
