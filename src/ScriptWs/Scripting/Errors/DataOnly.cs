using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace ScriptWs.Scripting;

/// <summary>
/// Reads values of scripts without running script: data properties only, no getter, no proxy, no <c>toString</c>. What
/// describes, logs or locates a value reads it through this type, because it may do so where nothing bounds a script.
/// </summary>
internal static class DataOnly
{
    /// <summary>Prototypes that are looked at, at most.</summary>
    private const int MaxPrototypes = 100;

    /// <summary>Characters of a name or a message in one line.</summary>
    private const int MaxLineLength = 1000;

    /// <summary>Whether looking into the object would run a trap.</summary>
    public static bool IsProxy(ObjectInstance value) => value.GetType().Name == "JsProxy";

    /// <summary>The value of a data property, the object's own or inherited; <c>undefined</c> otherwise.</summary>
    public static JsValue Get(JsValue value, JsValue name)
    {
        var holder = value as ObjectInstance;
        for (var i = 0; i < MaxPrototypes && holder is not null && !IsProxy(holder); i++)
        {
            if (holder.GetOwnProperty(name) is { } property && property != Jint.Runtime.Descriptors.PropertyDescriptor.Undefined)
                return property.IsAccessorDescriptor() ? JsValue.Undefined : property.Value ?? JsValue.Undefined;
            holder = holder.Prototype;
        }

        return JsValue.Undefined;
    }

    /// <summary>The value of a data property of the object itself.</summary>
    public static JsValue Own(ObjectInstance value, JsValue name) =>
        !IsProxy(value) && value.GetOwnProperty(name) is { } property && !property.IsAccessorDescriptor() ? property.Value ?? JsValue.Undefined : JsValue.Undefined;

    /// <summary>A data property that is a string with something in it.</summary>
    public static string? Text(JsValue value, JsValue name, int maxLength) =>
        Get(value, name) is JsString { Length: > 0 } text ? Clip(text, maxLength) : null;

    /// <summary>An error as the first line of its stack.</summary>
    public static string FirstLine(ObjectInstance error)
    {
        var (name, message) = (Text(error, "name", MaxLineLength) ?? "Error", Text(error, "message", MaxLineLength));
        return message is null ? name : $"{name}: {message}";
    }

    /// <summary>The beginning of a string. One that a script put together of pieces is made only here, so its length comes first.</summary>
    public static string Clip(JsString text, int maxLength)
    {
        if (text.Length > ScriptLimits.MaxStringLength) return "…";

        var whole = text.ToString();
        return whole.Length <= maxLength ? whole : whole[..maxLength] + "…";
    }
}
