using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>Calls <c>onEvent</c>. On the worker's turn.</summary>
internal sealed class ScriptEvents(ScriptEngine engine, Function? handler)
{
    private const string Name = "onEvent";

    /// <summary>Whether the script exports it. Any thread.</summary>
    public bool AreHandled => handler is not null;

    /// <param name="received">The event.</param>
    /// <param name="answer">
    /// Told what the handler returned, in the form of <c>CloneBytes</c>, or <c>null</c> when there is no answer. <c>null</c> = the
    /// sender waits for none.
    /// </param>
    public void Receive(NodeEvent received, Action<byte[]?>? answer)
    {
        if (handler is null || !engine.IsLive || !TryRead(received, out var data))
        {
            answer?.Invoke(null);
            return;
        }

        Action<JsValue>? returned = answer is null ? null : result => engine.Settle(result, value => answer(AnswerOf(value)), Rejected);
        Action? failed = answer is null ? null : () => answer(null);
        engine.Turn(Name, null, [], null, _ => Call(), failed);

        void Call()
        {
            var about = new JsObject(engine.Engine);
            about.FastSetDataProperty("node", new JsString(received.Node));
            about.FastSetDataProperty("local", received.IsLocal ? JsBoolean.True : JsBoolean.False);
            var result = handler.Call(JsValue.Undefined, [new JsString(received.Name), StructuredClone.Read(engine.Engine, data), about]);
            returned?.Invoke(result);
        }

        void Rejected(JsValue reason)
        {
            engine.Failures.Report($"{engine.File}: {Name} was rejected: {ScriptErrors.Describe(reason)}", null, reason);
            answer!(null);
        }
    }

    private static bool TryRead(NodeEvent received, out CloneValue data)
    {
        try
        {
            data = CloneReader.Read(received.Data);
            return true;
        }
        catch (InvalidDataException)
        {
            data = CloneValue.Undefined.Value; // a kind of value that this version does not have
            return false;
        }
    }

    private byte[]? AnswerOf(JsValue value)
    {
        try
        {
            if (CloneBytes.Write(StructuredClone.Write(engine.Engine, value), NodeEvent.MaxSize) is { } bytes) return bytes;
            engine.Failures.Report($"{engine.File}: the answer of {Name} is larger than {NodeEvent.MaxSize} bytes.", null);
        }
        catch (JavaScriptException e)
        {
            engine.Failures.Report(e, null);
        }

        return null;
    }
}
