using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Native.Symbol;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>
/// What belongs to an engine beside its values: the budget, the scope around it, and the language's own functions as they
/// were before a script could put others in their place.
/// </summary>
internal sealed class EngineState
{
    private static readonly string[] Constructors =
    [
        "Date", "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError",
        "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
    ];

    private readonly Dictionary<string, JsValue> _constructors = [];
    private readonly Dictionary<string, Function> _views = [];
    private readonly Function _kind;
    private readonly Function _stack;

    private EngineState(Engine engine, TurnBudget budget, IScriptScope scope)
    {
        (Budget, Scope, Start) = (budget, scope, scope.Services.Clock.GetTimestamp());
        foreach (var name in Constructors) _constructors[name] = engine.Global.Get(name);
        var (arrays, views) = (Prototype("Uint8Array").Prototype!, Prototype("DataView"));
        foreach (var name in new[] { "buffer", "byteOffset", "byteLength" })
        {
            _views[$"array {name}"] = Getter(arrays, name);
            _views[$"view {name}"] = Getter(views, name);
        }

        _kind = Getter(arrays, GlobalSymbolRegistry.ToStringTag);
        _stack = Getter(Prototype("Error"), "stack");

        ObjectInstance Prototype(string name) => _constructors[name].Get("prototype").AsObject();

        static Function Getter(ObjectInstance holder, JsValue key) => (Function)holder.GetOwnProperty(key).Get!;
    }

    public TurnBudget Budget { get; }

    public IScriptScope Scope { get; }

    /// <summary>When the engine was made, on the server's clock.</summary>
    public long Start { get; }

    /// <summary>The web's DOMException of this engine, whatever a script has put in its place; made when it is first needed.</summary>
    public Func<JsValue>? DomException { get; set; }

    public static void Attach(Engine engine, TurnBudget budget, IScriptScope scope) =>
        engine.Advanced.HostDefined = new EngineState(engine, budget, scope);

    public static EngineState Of(Engine engine) => (EngineState)engine.Advanced.HostDefined!;

    /// <summary>A constructor of the language.</summary>
    public JsValue Constructor(string name) => _constructors[name];

    /// <summary>What a typed array or a DataView shows: the constructor's name.</summary>
    public string KindOf(ObjectInstance view) => view is JsTypedArray ? JintInternals.Call(_kind, view, []).ToString() : "DataView";

    public JsValue BufferOf(ObjectInstance view) => Read(view, "buffer");

    public int OffsetOf(ObjectInstance view) => (int)Read(view, "byteOffset").AsNumber();

    public int SizeOf(ObjectInstance view) => (int)Read(view, "byteLength").AsNumber();

    /// <summary>The stack of an error, without its first line. It asks functions for their names, which may run script.</summary>
    public string StackOf(JsError error) => JintInternals.Call(_stack, error, []).ToString();

    private JsValue Read(ObjectInstance view, string name) =>
        JintInternals.Call(_views[view is JsTypedArray ? $"array {name}" : $"view {name}"], view, []);
}
