using System.Numerics;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>The web's structured clone: takes a value out of an engine (<see cref="CloneWriter"/>), and makes it in one.</summary>
internal static class StructuredClone
{
    /// <exception cref="JavaScriptException">DataCloneError, with the path to what cannot be copied.</exception>
    public static CloneValue Write(Engine engine, JsValue value) => new CloneWriter(engine).Write(value, "value");

    /// <summary>The same for the web's function itself, whose error is a DOMException.</summary>
    /// <exception cref="JavaScriptException">DataCloneError, with the path to what cannot be copied.</exception>
    public static CloneValue WriteForWeb(Engine engine, JsValue value) =>
        new CloneWriter(engine) { MakeError = DomExceptions.Of }.Write(value, "value");

    public static JsValue Read(Engine engine, CloneValue value) => Read(engine, value, new(ReferenceEqualityComparer.Instance));

    /// <param name="engine">Where the value is made.</param>
    /// <param name="value">The copy.</param>
    /// <param name="copies">What was made of earlier copies that one writer wrote, by reference.</param>
    public static JsValue Read(Engine engine, CloneValue value, Dictionary<CloneValue.Node, JsValue> copies)
    {
        switch (value)
        {
            case CloneValue.Undefined: return JsValue.Undefined;
            case CloneValue.Null: return JsValue.Null;
            case CloneValue.Truth truth: return truth.Value ? JsBoolean.True : JsBoolean.False;
            case CloneValue.Number number: return JsNumber.Create(number.Value);
            case CloneValue.Text text: return JsString.Create(text.Value);
            case CloneValue.BigNumber big: return new JsBigInt(big.Value);
            case CloneValue.Peer peer: return EngineState.Of(engine).Scope.ObjectOf(peer.Connection);
            case CloneValue.Node node when copies.TryGetValue(node, out var earlier): return earlier;
            case CloneValue.Node node: return ReadNode(engine, node, copies);
            default: throw new InvalidOperationException($"{value.GetType().Name} is not read.");
        }
    }

    private static JsValue ReadNode(Engine engine, CloneValue.Node node, Dictionary<CloneValue.Node, JsValue> copies)
    {
        Thrown.RequireStack(engine);
        var intrinsics = engine.Intrinsics;
        switch (node)
        {
            case CloneValue.PlainObject plain:
                var copy = new JsObject(engine);
                copies[node] = copy;
                foreach (var (name, item) in plain.Properties) copy.CreateDataProperty(JsString.Create(name), Read(engine, item, copies));
                return copy;
            case CloneValue.List list:
                var array = new JsArray(engine, (uint)list.Items.Count, (uint)list.Items.Count);
                copies[node] = array;
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (list.Items[i] is { } item) array.CreateDataProperty(JsNumber.Create(i), Read(engine, item, copies));
                }

                return array;
            case CloneValue.Map map:
                var entries = (JsMap)engine.Construct(intrinsics.Map, []);
                copies[node] = entries;
                foreach (var (key, item) in map.Entries) entries.Set(Read(engine, key, copies), Read(engine, item, copies));
                return entries;
            case CloneValue.Set set:
                var items = (JsSet)engine.Construct(intrinsics.Set, []);
                copies[node] = items;
                foreach (var item in set.Items) items.Add(Read(engine, item, copies));
                return items;
            case CloneValue.Date date: return copies[node] = engine.Construct(EngineState.Of(engine).Constructor("Date"), [JsNumber.Create(date.Milliseconds)]);
            case CloneValue.Boxed boxed: return copies[node] = engine.Call(intrinsics.Object, JsValue.Undefined, [Read(engine, boxed.Value, copies)]);
            case CloneValue.Expression e: return copies[node] = engine.Construct(intrinsics.RegExp, [JsString.Create(e.Source), JsString.Create(e.Flags)]);
            case CloneValue.Buffer buffer: return copies[node] = intrinsics.ArrayBuffer.Construct([.. buffer.Bytes]);
            case CloneValue.View view:
                var whole = Read(engine, view.Whole, copies);
                return copies[node] = engine.Construct(EngineState.Of(engine).Constructor(view.Kind), [whole, JsNumber.Create(view.Offset), JsNumber.Create(view.Length)]);
            case CloneValue.Failure failure:
                var error = engine.Construct(EngineState.Of(engine).Constructor(failure.Name), [JsString.Create(failure.Message)]);
                copies[node] = error;
                if (failure.Cause is { } cause) error.CreateDataProperty(JsString.Create("cause"), Read(engine, cause, copies));
                return error;
            default: throw new InvalidOperationException($"{node.GetType().Name} is not read.");
        }
    }
}
