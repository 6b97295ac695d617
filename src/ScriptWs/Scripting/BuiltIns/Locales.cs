using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>Bounds lists of locales: the engine reads them to the end, however many they have, and looks at no budget meanwhile.</summary>
internal static class Locales
{
    private const int MaxCount = 1000;

    private static readonly (string Type, string Method, int Index)[] Methods =
    [
        ("Number", "toLocaleString", 0), ("BigInt", "toLocaleString", 0),
        ("Date", "toLocaleString", 0), ("Date", "toLocaleDateString", 0), ("Date", "toLocaleTimeString", 0),
        ("String", "toLocaleLowerCase", 0), ("String", "toLocaleUpperCase", 0), ("String", "localeCompare", 1),
    ];

    public static void Apply(Engine engine)
    {
        foreach (var (type, method, index) in Methods) CheckArgument(engine, BuiltIn.Prototype(engine, type), method, index);

        BuiltIn.WhenAsked(engine, "Temporal", temporal => BoundTemporal(engine, temporal));
        BuiltIn.WhenAsked(engine, "Intl", intl => BoundIntl(engine, intl));

        // The one way to Temporal that does not lead over its global.
        var all = engine.Global.GetOwnProperty("Temporal");
        BuiltIn.Replace(engine, BuiltIn.Prototype(engine, "Date"), new JsString("toTemporalInstant"), original =>
        {
            _ = all.Value;
            return (self, args) => BuiltIn.Call(original, self, args);
        });
    }

    private static void BoundTemporal(Engine engine, ObjectInstance temporal)
    {
        foreach (var key in temporal.GetOwnPropertyKeys(Types.String))
        {
            if (temporal.Get(key) is Constructor type) CheckArgument(engine, type.Get("prototype").AsObject(), "toLocaleString", 0);
        }
    }

    private static void BoundIntl(Engine engine, ObjectInstance intl)
    {
        CheckArgument(engine, intl, "getCanonicalLocales", 0);
        foreach (var key in intl.GetOwnPropertyKeys(Types.String))
        {
            if (intl.Get(key) is not Constructor constructor) continue;

            CheckArgument(engine, constructor, "supportedLocalesOf", 0);
            var bounded = new BoundedConstructor(engine, key.ToString(), constructor, args => Require(engine, args.At(0)));
            intl.FastSetProperty(key, new PropertyDescriptor(bounded, writable: true, enumerable: false, configurable: true));
        }
    }

    private static void CheckArgument(Engine engine, ObjectInstance holder, string name, int index) =>
        BuiltIn.Replace(engine, holder, new JsString(name), original => (self, args) =>
        {
            Require(engine, args.At(index));
            return BuiltIn.Call(original, self, args);
        });

    private static void Require(Engine engine, JsValue locales)
    {
        if (locales is ObjectInstance list && TypeConverter.ToNumber(list.Get("length")) > MaxCount)
            throw Thrown.RangeError(engine, $"There are too many locales; a list has at most {MaxCount}.");
    }
}
