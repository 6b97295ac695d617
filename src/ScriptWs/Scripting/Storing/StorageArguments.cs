using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Storage;

namespace ScriptWs.Scripting;

/// <summary>Reads the arguments of <c>server.storage</c>.</summary>
internal static class StorageArguments
{
    /// <summary>Characters of a key at most.</summary>
    public const int MaxKeyLength = 1024;

    /// <summary>The latest time of a Date (ECMA-262 §21.4.1.1).</summary>
    private const double MaxTime = 8.64e15;

    public static string Key(Engine engine, JsValue value)
    {
        if (value is not JsString { Length: > 0 and <= MaxKeyLength } text || !WellFormed.Is(text.ToString()))
            throw Thrown.TypeError(engine, $"A key of server.storage is a string of 1 to {MaxKeyLength} characters.");
        return text.ToString();
    }

    public static string Prefix(Engine engine, JsValue value) =>
        value.IsUndefined() || value is JsString { Length: 0 } ? "" : Key(engine, value);

    /// <summary>An object of options; <c>null</c> without one.</summary>
    public static ObjectInstance? Options(Engine engine, JsValue value, string member) =>
        value.IsUndefined() ? null
        : value as ObjectInstance ?? throw Thrown.TypeError(engine, $"The options of server.storage.{member} are an object.");

    /// <summary>When a value expires, in milliseconds since 1970; <c>null</c> when the option is not there.</summary>
    public static long? Expires(Engine engine, ObjectInstance? options, TimeProvider clock)
    {
        var value = options?.Get("expires") ?? JsValue.Undefined;
        if (value.IsUndefined() || value.IsNull()) return null;

        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var at = value switch
        {
            JsDate date => date.DateValue,
            JsNumber number => now + number.AsNumber(),
            JsString { Length: <= 20 } text => now + (ScriptDuration.Parse(text.ToString())?.TotalMilliseconds ?? double.NaN),
            _ => double.NaN,
        };
        if (at is >= 0 and <= MaxTime && (value is JsDate || at >= now)) return (long)at;
        throw Thrown.TypeError(
            engine, "The option expires is a Date, a number of milliseconds, or a text such as \"30s\", \"5m\", \"12h\" or \"7d\".");
    }

    /// <summary>What must hold of the key: its version, or that there is none.</summary>
    public static StorageCheck? Condition(Engine engine, ObjectInstance? options, string key)
    {
        var value = options?.Get("if") ?? JsValue.Undefined;
        if (value.IsUndefined()) return null;
        if (value is JsString text && text.ToString() == "absent") return new StorageCheck(key, null);
        if (value is JsNumber number && number.AsNumber() is > 0 and <= 1L << 53 and var version && version == Math.Floor(version))
            return new StorageCheck(key, (long)version);
        throw Thrown.TypeError(engine, "The option if is a version, or \"absent\".");
    }

    /// <summary>A count of at least 1; <c>null</c> when the option is not there.</summary>
    public static int? Limit(Engine engine, ObjectInstance? options)
    {
        var value = options?.Get("limit") ?? JsValue.Undefined;
        if (value.IsUndefined()) return null;
        if (value is JsNumber number && number.AsNumber() is >= 1 and <= int.MaxValue and var limit && limit == Math.Floor(limit))
            return (int)limit;
        throw Thrown.TypeError(engine, "The option limit is a whole number from 1.");
    }
}
