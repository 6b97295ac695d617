using Jint;
using Jint.Native;
using ScriptWs.Storage;

namespace ScriptWs.Scripting;

/// <summary>
/// One attempt of <c>server.storage.transaction</c>: what it has read must still hold when its writes are made together. On the
/// worker's turn.
/// </summary>
internal sealed class StorageTransaction(Engine engine, StorageAccess access, StorageCalls calls, StoredValues values, TimeProvider clock)
{
    /// <summary>Keys of one transaction at most.</summary>
    public const int MaxKeys = 1000;

    private readonly Dictionary<string, StoredEntry?> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (StorageWrite Write, byte[]? Value)> _writes = new(StringComparer.Ordinal);
    private bool _hasEnded;

    /// <summary>What storage.js works with.</summary>
    public JsObject Create()
    {
        var (attempt, transaction) = (new JsObject(engine), new JsObject(engine));
        StorageObject.Add(engine, transaction, "get", 1, args => Get(args.At(0)));
        StorageObject.Add(engine, transaction, "set", 2, Set);
        StorageObject.Add(engine, transaction, "delete", 1, args => Put(StorageWrite.Delete(KeyOf(args.At(0))), null));
        attempt.FastSetDataProperty("transaction", transaction);
        StorageObject.Add(engine, attempt, "end", 0, _ => End());
        StorageObject.Add(engine, attempt, "commit", 0, _ => Commit());
        return attempt;
    }

    private JsValue Get(JsValue value) => calls.Run(
        "transaction",
        () =>
        {
            var key = KeyOf(value);
            return _writes.ContainsKey(key) || _seen.ContainsKey(key)
                ? ValueTask.FromResult<StoredEntry?[]>([_seen.GetValueOrDefault(key)])
                : access.Storage.ReadAsync([key]);
        },
        (made, found) =>
        {
            var key = StorageArguments.Key(made, value);
            if (_writes.TryGetValue(key, out var own))
                return own.Value is { } bytes ? StoredValues.Read(made, new StoredEntry(key, bytes, 0, null, "")) : JsValue.Undefined;

            _seen.TryAdd(key, found[0]);
            return StoredValues.Read(made, _seen[key]);
        });

    private JsValue Set(JsValue[] args)
    {
        var (key, options) = (KeyOf(args.At(0)), StorageArguments.Options(engine, args.At(2), "transaction"));
        var bytes = values.Write(engine, args.At(1));
        return Put(StorageWrite.Set(key, bytes, StorageArguments.Expires(engine, options, clock)), bytes);
    }

    private JsValue Put(StorageWrite write, byte[]? value)
    {
        _writes[write.Key] = (write, value);
        return JsValue.Undefined;
    }

    private JsValue End()
    {
        _hasEnded = true;
        return JsValue.Undefined;
    }

    private JsValue Commit() => calls.Run(
        "transaction",
        () => access.Storage.CommitAsync(new StorageCommit(
            access.Owner,
            [.. _seen.Select(pair => new StorageCheck(pair.Key, pair.Value?.Version))],
            [.. _writes.Values.Select(pending => pending.Write)])),
        static (_, written) => written is null ? JsBoolean.False : JsBoolean.True);

    private string KeyOf(JsValue value)
    {
        var key = StorageArguments.Key(engine, value);
        if (_hasEnded) throw Thrown.TypeError(engine, "The transaction has ended; use its object within the function only.");
        if (_seen.Count + _writes.Count >= MaxKeys && !_seen.ContainsKey(key) && !_writes.ContainsKey(key))
            throw Thrown.RangeError(engine, $"A transaction has at most {MaxKeys} keys.");
        return key;
    }
}
