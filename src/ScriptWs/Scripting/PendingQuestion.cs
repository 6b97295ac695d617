namespace ScriptWs.Scripting;

/// <summary>A client whom a script has not answered yet; each one is another.</summary>
/// <param name="ask">Puts the same question to another host.</param>
/// <param name="about">What it is about; to find it again.</param>
internal sealed class PendingQuestion(Action<ScriptHost> ask, object? about = null)
{
    public object? About => about;

    public void Ask(ScriptHost host) => ask(host);
}
