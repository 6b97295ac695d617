using System.Numerics;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>Copies values out of an engine; counts bytes roughly, for bounds. What two of them share stays shared.</summary>
/// <param name="engine">Where the values are.</param>
/// <param name="limit">Bytes of the copy at most.</param>
/// <param name="connections">Whether connections may be in it: only for the next engine of the same worker.</param>
internal sealed class CloneWriter(Engine engine, long limit = long.MaxValue, bool connections = false)
{
    /// <summary>The web's name for what cannot be copied.</summary>
    public const string ErrorName = "DataCloneError";

    /// <summary>Makes the error about what cannot be copied.</summary>
    public ErrorMaker MakeError { get; init; } = Thrown.NamedError;

    /// <summary>Objects within objects.</summary>
    private const int MaxDepth = 1000;

    private static readonly HashSet<string> ErrorNames = ["Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"];

    private readonly Dictionary<ObjectInstance, CloneValue.Node> _known = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    /// <summary>Bytes of the copy, roughly.</summary>
    public long Size { get; private set; }

    public CloneValue Write(JsValue value, string path)
    {
        Count(16, path);
        switch (value)
        {
            case JsString text:
                Count(2L * text.Length, path);
                return new CloneValue.Text(text.ToString());
            case JsNumber number: return new CloneValue.Number(number.AsNumber());
            case JsBoolean: return new CloneValue.Truth(value.AsBoolean());
            case JsBigInt big: return new CloneValue.BigNumber((BigInteger)big.ToObject()!);
            case JsSymbol: throw Refuse(path, "is a symbol");
            case Function: throw Refuse(path, "is a function");
            case ConnectionObject connection when connections: return new CloneValue.Peer(connection.Connection);
            case ConnectionObject: throw Refuse(path, "is a connection");
            case ObjectInstance node: return _known.TryGetValue(node, out var copy) ? copy : WriteNode(node, path);
            default: return value.IsNull() ? CloneValue.Null.Value : CloneValue.Undefined.Value;
        }
    }

    private CloneValue.Node WriteNode(ObjectInstance value, string path)
    {
        Thrown.RequireStack(engine);
        if (_depth == MaxDepth) throw Refuse(path.Length > 100 ? path[..100] + "…" : path, $"is nested deeper than {MaxDepth}");
        _depth++;
        try
        {
            return value switch
            {
                JsArray array => WriteArray(array, path),
                JsMap map => WriteMap(map, path),
                JsSet set => WriteSet(set, path),
                JsDate date => _known[value] = new CloneValue.Date(date.DateValue),
                JsRegExp expression => _known[value] = new CloneValue.Expression(expression.Source, expression.Flags),
                _ when value is JsTypedArray || value.IsDataView() => WriteView(value, path),
                JsError => WriteError(value, path),
                _ when value.IsArrayBuffer() => WriteBuffer(value, path),
                _ when value.IsPromise() => throw Refuse(path, "is a promise"),
                IJsPrimitive { PrimitiveValue: not JsSymbol } boxed => _known[value] = new CloneValue.Boxed(Write(boxed.PrimitiveValue, path)),
                JsObject => WriteObject(value, path),
                _ => throw Refuse(path, "is not a plain value"),
            };
        }
        finally
        {
            _depth--;
        }
    }

    private CloneValue.PlainObject WriteObject(ObjectInstance value, string path)
    {
        var copy = new CloneValue.PlainObject([]);
        _known[value] = copy;
        foreach (var key in value.GetOwnPropertyKeys(Types.String))
        {
            if (value.GetOwnProperty(key) is not { Enumerable: true }) continue;

            var name = key.ToString();
            Count(2L * name.Length, path);
            copy.Properties.Add(new(name, Write(value.Get(key), $"{path}.{name}")));
        }

        return copy;
    }

    private CloneValue.List WriteArray(JsArray value, string path)
    {
        var copy = new CloneValue.List([]);
        _known[value] = copy;
        for (var i = 0u; i < value.Length; i++)
        {
            if (i % 1024 == 0) engine.Constraints.Check();
            copy.Items.Add(value.HasOwnProperty(JsNumber.Create(i)) ? Write(value[i], $"{path}[{i}]") : null);
        }

        return copy;
    }

    private CloneValue.Map WriteMap(JsMap value, string path)
    {
        var copy = new CloneValue.Map([]);
        _known[value] = copy;
        var entries = value.ToArray();
        foreach (var (key, item) in entries) copy.Entries.Add(new(Write(key, $"{path}.keys()"), Write(item, $"{path}.get({Short(key)})")));

        return copy;
    }

    private CloneValue.Set WriteSet(JsSet value, string path)
    {
        var copy = new CloneValue.Set([]);
        _known[value] = copy;
        foreach (var item in value.ToArray()) copy.Items.Add(Write(item, $"{path}.values()"));
        return copy;
    }

    private CloneValue.Buffer WriteBuffer(ObjectInstance value, string path)
    {
        var shown = value.AsArrayBuffer() ?? throw Refuse(path, "is a detached buffer");
        Count(shown.Length, path);
        byte[] bytes = [.. shown];
        var copy = new CloneValue.Buffer(bytes);
        _known[value] = copy;
        return copy;
    }

    private CloneValue.View WriteView(ObjectInstance value, string path)
    {
        var state = EngineState.Of(engine); // its own properties and its prototype may say anything
        var whole = (CloneValue.Buffer)Write(state.BufferOf(value), $"{path}.buffer");
        var length = value is JsTypedArray array ? (int)array.Length : state.SizeOf(value);
        var copy = new CloneValue.View(state.KindOf(value), whole, state.OffsetOf(value), length);
        _known[value] = copy;
        return copy;
    }

    private CloneValue.Failure WriteError(ObjectInstance value, string path)
    {
        var name = DataOnly.Text(value, "name", 100) ?? "Error";
        var copy = new CloneValue.Failure(ErrorNames.Contains(name) ? name : "Error", DataOnly.Text(value, "message", ScriptLimits.MaxStringLength) ?? "", null);
        _known[value] = copy;
        if (DataOnly.Own(value, "cause") is var cause && !cause.IsUndefined()) copy.Cause = Write(cause, $"{path}.cause");
        return copy;
    }

    private static string Short(JsValue key) =>
        key is JsString text ? $"\"{(text.Length > 20 ? text.ToString()[..20] + "…" : text)}\"" : key is JsNumber ? key.ToString() : "…";

    private void Count(long bytes, string path)
    {
        Size += bytes;
        if (Size > limit)
            throw Thrown.NamedError(engine, ErrorName, $"{path} is too much: what moves to the next generation has at most script.memory ({limit >> 20} MiB).");
    }

    private JavaScriptException Refuse(string path, string what) =>
        MakeError(engine, ErrorName, $"{path} {what}, which cannot be copied.");
}
