using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Storage;

namespace ScriptWs.Scripting;

/// <summary>Values of scripts as a storage keeps them. The changes need no engine, and run where the storage runs.</summary>
/// <param name="maxSize">Bytes of one value at most.</param>
internal sealed class StoredValues(long maxSize)
{
    private const string Damaged = "the stored value is damaged; \"scriptws storage check\" finds such values.";

    /// <summary>The value as bytes.</summary>
    /// <exception cref="JavaScriptException">It cannot be stored.</exception>
    public byte[] Write(Engine engine, JsValue value)
    {
        if (value.IsUndefined())
            throw StorageErrors.Thrown(engine, StorageProblem.Value, "undefined cannot be stored; use null, or delete the key.");
        return CloneBytes.Write(Copy(engine, value), maxSize) ?? throw StorageErrors.Thrown(engine, StorageProblem.Value, TooLarge);
    }

    public static CloneValue Copy(Engine engine, JsValue value)
    {
        try
        {
            return StructuredClone.Write(engine, value);
        }
        catch (JavaScriptException e) when (e.Error is ObjectInstance error && DataOnly.Text(error, "name", 100) == CloneWriter.ErrorName)
        {
            throw StorageErrors.Thrown(engine, StorageProblem.Value, DataOnly.Text(error, "message", 1000) ?? "");
        }
    }

    /// <summary>The value as one of the engine; <c>undefined</c> without an entry.</summary>
    public static JsValue Read(Engine engine, StoredEntry? entry)
    {
        if (entry is null) return JsValue.Undefined;

        try
        {
            return StructuredClone.Read(engine, CloneReader.Read(entry.Value));
        }
        catch (InvalidDataException)
        {
            throw StorageErrors.Thrown(engine, StorageProblem.Value, Damaged);
        }
    }

    /// <summary>Adds to a number; a missing one counts as 0.</summary>
    public StorageChange Increment(double by) => current =>
    {
        var number = current is null ? 0 : Decoded(current) is CloneValue.Number { Value: var old }
            ? old
            : throw new StorageException(StorageProblem.Value, "server.storage.increment: the stored value is not a number.");
        return Encoded(new CloneValue.Number(number + by));
    };

    /// <summary>Appends to a list; a missing one counts as empty.</summary>
    /// <param name="item">What is appended.</param>
    /// <param name="limit">How many of the last items are kept.</param>
    public StorageChange Push(CloneValue item, int limit) => current =>
    {
        var items = current is null ? [] : Decoded(current) is CloneValue.List { Items: var old }
            ? old
            : throw new StorageException(StorageProblem.Value, "server.storage.push: the stored value is not an array.");
        items.Add(item);
        if (items.Count > limit) items.RemoveRange(0, items.Count - limit);
        return Encoded(new CloneValue.List(items));
    };

    /// <summary>A number that a storage has returned.</summary>
    public static double NumberOf(byte[] value) => ((CloneValue.Number)CloneReader.Read(value)).Value;

    /// <summary>The length of a list that a storage has returned.</summary>
    public static int LengthOf(byte[] value) => ((CloneValue.List)CloneReader.Read(value)).Items.Count;

    private string TooLarge => $"the value is larger than storage.maxValueSize ({maxSize} bytes).";

    private static CloneValue Decoded(byte[] value)
    {
        try
        {
            return CloneReader.Read(value);
        }
        catch (InvalidDataException e)
        {
            throw new StorageException(StorageProblem.Value, Damaged, e);
        }
    }

    private byte[] Encoded(CloneValue value) =>
        CloneBytes.Write(value, maxSize) ?? throw new StorageException(StorageProblem.Value, TooLarge);
}
