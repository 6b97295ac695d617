namespace ScriptWs.Scripting;

/// <summary>A question that a script has not answered yet. Each one is its own, even if two ask the same.</summary>
/// <param name="ask">Puts the same question to another host.</param>
/// <param name="about">What it is about; to find it again.</param>
internal sealed class PendingQuestion(Action<ScriptHost> ask, object? about = null)
{
    public object? About => about;

    public void Ask(ScriptHost host) => ask(host);
}
