using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>
/// How much memory one engine keeps, by walking what it refers to: the runtime can tell what a process keeps, but not on
/// whose behalf. Slow (some 0.5 s for 64 MiB of small objects), so it is asked only when the process has become large.
/// </summary>
internal static class RetainedHeap
{
    private const int ObjectOverhead = 16;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>Walks until there is nothing more, or the limit is passed.</summary>
    /// <returns>Bytes, roughly; more than <paramref name="limit"/> is a lower bound.</returns>
    public static long Measure(object root, long limit)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { root };
        var waiting = new Stack<object>([root]);
        var size = 0L;
        while (size <= limit && waiting.TryPop(out var current))
        {
            size += ObjectOverhead + SizeOf(current);
            if (current is Array array && !array.GetType().GetElementType()!.IsPrimitive) VisitElements(array, seen, waiting);
            else if (current is not (string or Array)) VisitFields(current, seen, waiting);
        }

        return size;
    }

    private static long SizeOf(object value) => value switch
    {
        string text => text.Length * 2L,
        Array { Rank: 1 } array => array.LongLength * ElementSize(array.GetType().GetElementType()!),
        _ => FieldsOf(value.GetType()).Length * 8L,
    };

    private static int ElementSize(Type element) => element switch
    {
        { IsPrimitive: true } when element == typeof(byte) || element == typeof(bool) || element == typeof(sbyte) => 1,
        { IsPrimitive: true } when element == typeof(char) || element == typeof(short) || element == typeof(ushort) => 2,
        { IsPrimitive: true } when element == typeof(int) || element == typeof(uint) || element == typeof(float) => 4,
        { IsPrimitive: false, IsValueType: true } => 8 * Math.Max(1, FieldsOf(element).Length),
        _ => 8,
    };

    private static void VisitElements(Array array, HashSet<object> seen, Stack<object> waiting)
    {
        if (array.GetType().GetElementType()! is { IsValueType: true } element && FieldsOf(element).Length == 0) return;
        foreach (var item in array) Visit(item, seen, waiting);
    }

    private static void VisitFields(object value, HashSet<object> seen, Stack<object> waiting)
    {
        foreach (var field in FieldsOf(value.GetType()))
        {
            if (!field.FieldType.IsPrimitive) Visit(field.GetValue(value), seen, waiting);
        }
    }

    private static void Visit(object? value, HashSet<object> seen, Stack<object> waiting)
    {
        if (value is null || !BelongsToEngine(value.GetType())) return;
        if (value.GetType().IsValueType) VisitFields(value, seen, waiting); // lies within what holds it
        else if (seen.Add(value)) waiting.Push(value);
    }

    /// <summary>
    /// Values of the engine and the collections that they are kept in; not the source, which all engines share, and nothing of
    /// ours.
    /// </summary>
    private static bool BelongsToEngine(Type type)
    {
        if (type.IsEnum || type.IsPrimitive || type.IsPointer) return false;
        if (type.IsArray)
            return type.GetElementType()!.IsPrimitive || BelongsToEngine(type.GetElementType()!) || type.GetElementType() == typeof(object);

        return type == typeof(string)
            || IsOfEngineAndOurs(type)
            || type.Namespace is { } name && (name.StartsWith("Jint", StringComparison.Ordinal) || name.StartsWith("System.Collections", StringComparison.Ordinal));
    }

    /// <summary>Types of ours whose instances a script keeps: a connection's data, strings.</summary>
    private static bool IsOfEngineAndOurs(Type type) => type == typeof(ConnectionObject) || type.IsSubclassOf(typeof(JsString));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field that trimming took away holds nothing.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A field that trimming took away holds nothing.")]
    private static FieldInfo[] FieldsOf(Type type) => Fields.GetOrAdd(type, static type =>
    {
        var fields = new List<FieldInfo>();
        for (var at = type; at is not null; at = at.BaseType)
        {
            // Fields of our own types lead out of the engine (a connection, the server); a ref struct cannot be read.
            if (at.Assembly == typeof(RetainedHeap).Assembly && !IsOfEngineAndOurs(at)) continue;
            fields.AddRange(at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(field => !field.FieldType.IsByRefLike && !field.FieldType.IsPointer));
        }

        return [.. fields];
    });
}
