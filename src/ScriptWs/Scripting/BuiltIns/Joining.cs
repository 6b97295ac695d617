using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// <c>join</c> and <c>toLocaleString</c> of arrays. The engine's own look at the budgets every 10,000 items of one array:
/// arrays within arrays, or long items, never get there.
/// </summary>
internal sealed class Joining
{
    private static readonly JsString Comma = new(",");

    private readonly Engine _engine;
    private readonly List<ObjectInstance> _open = [];
    private readonly TurnCheck _check;

    private Joining(Engine engine) => (_engine, _check) = (engine, new TurnCheck(engine));

    public static void Apply(Engine engine)
    {
        var joining = new Joining(engine);
        var arrays = BuiltIn.Prototype(engine, "Array");
        var typedArrays = BuiltIn.Prototype(engine, "Uint8Array").Prototype!;
        BuiltIn.Replace(engine, arrays, "join", _ => joining.Join);
        BuiltIn.Replace(engine, arrays, "toLocaleString", _ => joining.ToLocaleString);
        BuiltIn.Replace(engine, typedArrays, "join", original => (self, args) => IsLive(self) ? joining.Join(self, args) : BuiltIn.Call(original, self, args));
        BuiltIn.Replace(engine, typedArrays, "toLocaleString", original => (self, args) => IsLive(self) ? joining.ToLocaleString(self, args) : BuiltIn.Call(original, self, args));
    }

    /// <summary>Anything else is an error, in the engine's words.</summary>
    private static bool IsLive(JsValue self) => self is JsTypedArray { Length: > 0 };

    private JsString Join(JsValue self, JsValue[] args)
    {
        var items = ToObject(self);
        var length = BuiltIn.LengthOf(items);
        var separator = args.At(0).IsUndefined() ? Comma : ToJsString(args[0]);
        return Each(items, length, separator, static (item, _) => ToJsString(item), []);
    }

    private JsString ToLocaleString(JsValue self, JsValue[] args)
    {
        var items = ToObject(self);
        JsValue[] passed = [args.At(0), args.At(1)];
        return Each(items, BuiltIn.LengthOf(items), Comma, Localized, passed);
    }

    private JsString Localized(JsValue item, JsValue[] args)
    {
        var method = item is ObjectInstance known ? known.Get("toLocaleString") : ToObject(item).Get("toLocaleString", item);
        return ToJsString(_engine.Call(method, item, args));
    }

    private JsString Each(ObjectInstance items, ulong length, JsString separator, Func<JsValue, JsValue[], JsString> show, JsValue[] args)
    {
        if (length == 0 || _open.Contains(items)) return JsString.Empty; // an array within itself is shown as nothing

        Thrown.RequireStack(_engine);
        if ((length - 1.0) * separator.Length > ScriptLimits.MaxStringLength) throw Thrown.StringTooLong(_engine);
        var text = new BoundedText(_engine);
        _open.Add(items);
        try
        {
            for (var i = 0UL; i < length; i++)
            {
                _check.Step(); // beside the text's own: this one counts over all arrays within arrays
                if (i > 0) text.Append(separator);
                var item = items is JsArray array ? array[(uint)i] : items.Get(JsNumber.Create((double)i));
                if (!item.IsUndefined() && !item.IsNull()) text.Append(show(item, args));
            }
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }

        return text.ToJsString();
    }

    private ObjectInstance ToObject(JsValue value) => BuiltIn.ToObject(_engine, value);

    private static JsString ToJsString(JsValue value) => value as JsString ?? JsString.Create(TypeConverter.ToString(value));
}
