using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting;

/// <summary><c>server.store</c> as scripts see it.</summary>
internal static class StoreObject
{
    /// <summary>Characters of a key at most.</summary>
    private const int MaxKeyLength = 1024;

    public static JsObject Create(Engine engine, IScriptScope scope)
    {
        var (result, store) = (new JsObject(engine), scope.Services.Store);
        Method("get", 1, args => store.Get(Key(engine, args)) is { } value ? StructuredClone.Read(engine, value) : JsValue.Undefined);
        Changing("set", 2, args => Set(engine, store, args));
        Method("has", 1, args => store.Has(Key(engine, args)) ? JsBoolean.True : JsBoolean.False);
        Changing("delete", 1, args => store.Delete(Key(engine, args)) ? JsBoolean.True : JsBoolean.False);
        Method("keys", 0, _ => new JsArray(engine, [.. store.Keys.Select(key => new JsString(key))]));
        Changing("increment", 1, args => Increment(engine, store, args));
        return result;

        void Method(string name, int length, Func<JsValue[], JsValue> body) =>
            result.FastSetDataProperty(name, new ClrFunction(engine, name, (_, args) => body(args), length));

        void Changing(string name, int length, Func<JsValue[], JsValue> body) => Method(name, length, args =>
        {
            scope.RequireLive($"server.store.{name}");
            return body(args);
        });
    }

    private static string Key(Engine engine, JsValue[] args) =>
        args.At(0) is JsString { Length: <= MaxKeyLength } key
            ? key.ToString()
            : throw Thrown.TypeError(engine, $"A key of server.store is a string of at most {MaxKeyLength} characters.");

    private static JsValue Set(Engine engine, SharedStore store, JsValue[] args)
    {
        var key = Key(engine, args);
        var writer = new CloneWriter(engine);
        if (store.Set(key, writer.Write(args.At(1), "value"), writer.Size) is { } problem) throw Thrown.RangeError(engine, problem);
        return JsValue.Undefined;
    }

    private static JsNumber Increment(Engine engine, SharedStore store, JsValue[] args)
    {
        var by = args.At(1).IsUndefined() ? 1 : args[1] is JsNumber number ? number.AsNumber() : throw Thrown.TypeError(engine, "server.store is incremented by a number.");
        return store.Increment(Key(engine, args), by, out var sum) is { } problem ? throw Thrown.TypeError(engine, problem) : JsNumber.Create(sum);
    }
}
