using Jint.Native;
using ScriptWs.Topics;

namespace ScriptWs.Scripting;

/// <summary>What a script is told about topics that have a rule. On its worker's turn.</summary>
internal sealed class ScriptTopics(ScriptEngine engine, Handlers handlers)
{
    /// <summary>Tells <c>onGap</c> that messages of a topic are lost for the subscribers of this node.</summary>
    public void OnGap(string topic, string position)
    {
        if (handlers.OnGap is null) return;

        var about = new JsObject(engine.Engine);
        about.FastSetDataProperty("position", new JsString(position));
        engine.Turn("onGap", handlers.OnGap, [new JsString(topic), about]);
    }

    /// <summary>Tells <c>onPresence</c> who came to a topic and who left it.</summary>
    public void OnPresence(PresenceChange change)
    {
        if (handlers.OnPresence is null) return;

        var about = PresenceCalls.Describe(engine.Engine, change);
        engine.Turn("onPresence", handlers.OnPresence, [new JsString(change.Topic), about]);
    }
}
