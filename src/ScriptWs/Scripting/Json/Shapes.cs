using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;

namespace ScriptWs.Scripting.Json;

/// <summary>
/// The hidden classes of the engine's plain objects. They are not public; reading names once for each class in place of once for
/// each object
/// makes writing an object about three times as fast. An engine without them is served by its public members.
/// </summary>
internal static class Shapes
{
    private static bool? AreThere { get; set; }

    /// <summary>Finds out, once in the process, whether the engine has them.</summary>
    public static void Probe(Engine engine) => AreThere ??= Works(engine);

    /// <summary>The class of an object whose properties are all plain and enumerable; <c>null</c> for any other one.</summary>
    public static object? Of(JsObject value) => AreThere == true ? GetShape(value) : null;

    /// <summary>The names of its properties in the order of their slots, or <c>null</c> where the language orders them otherwise.</summary>
    public static string[]? Names(object shape)
    {
        var keys = (Array)GetKeys(shape);
        var names = new string[keys.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = keys.GetValue(i)!.ToString()!;
            if (names[i] is [var first, ..] && char.IsDigit(first)) return null;
        }

        return names;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetSlotForRead")]
    public static extern JsValue Slot(JsObject value, int slot);

    private static bool Works(Engine engine)
    {
        try
        {
            var probe = JsObject.Create(engine, new JsObjectLayout("a"), [JsNumber.Create(1)]);
            return GetShape(probe) is { } shape && Names(shape) is ["a"] && Slot(probe, 0).Equals(JsNumber.Create(1));
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException or InvalidProgramException)
        {
            return false;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ShapeOf")]
    [return: UnsafeAccessorType("Jint.Native.Object.Shape, Jint")]
    private static extern object? GetShape(JsObject value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_OrderedKeys")]
    [return: UnsafeAccessorType("Jint.Key[], Jint")]
    private static extern object GetKeys([UnsafeAccessorType("Jint.Native.Object.Shape, Jint")] object shape);
}
