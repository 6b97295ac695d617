namespace ScriptWs.Scripting;

/// <summary>A client whom a script has not answered yet; each one is another.</summary>
/// <param name="ask">Puts the same question to another host.</param>
internal sealed class PendingQuestion(Action<ScriptHost> ask)
{
    public void Ask(ScriptHost host) => ask(host);
}
