using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime.Interop;
using ScriptWs.Storage;

namespace ScriptWs.Scripting;

/// <summary><c>server.storage</c> as scripts see it. Members that call the script back are in storage.js.</summary>
internal sealed class StorageObject
{
    /// <summary>How often <c>update</c> and <c>transaction</c> try before they reject with <c>conflict</c>.</summary>
    private const int MaxTries = 10;

    private static readonly Lazy<Prepared<Acornima.Ast.Script>> Source = new(EmbeddedScripts.Prepare("storage.js"));

    private readonly Engine _engine;
    private readonly StorageAccess _access;
    private readonly StorageCalls _calls;
    private readonly StoredValues _values;
    private readonly TimeProvider _clock;

    private StorageObject(Engine engine, IScriptScope scope, StorageAccess access)
    {
        (_engine, _access, _clock) = (engine, access, scope.Services.Clock);
        _calls = new StorageCalls(engine, scope);
        _values = new StoredValues(access.MaxValueSize);
    }

    private IStorage Storage => _access.Storage;

    public static JsObject Create(Engine engine, IScriptScope scope)
    {
        var access = scope.Services.Storage
            ?? throw StorageErrors.Thrown(engine, StorageProblem.Unavailable, "server.storage: there is no storage here.");
        var storage = new StorageObject(engine, scope, access);
        var result = new JsObject(engine);
        Add(engine, result, "get", 1, storage.Get);
        Add(engine, result, "entry", 1, storage.Entry);
        Add(engine, result, "set", 2, storage.Set);
        Add(engine, result, "delete", 1, storage.Delete);
        Add(engine, result, "increment", 1, storage.Increment);
        Add(engine, result, "push", 2, storage.Push);
        var others = engine.Call(EmbeddedScripts.FunctionIn(engine, Source.Value), JsValue.Undefined, [storage.Native()]).AsObject();
        foreach (var name in new[] { "update", "transaction", "list" }) result.FastSetDataProperty(name, others.Get(name));
        return result;
    }

    public static void Add(Engine engine, JsObject holder, string name, int length, Func<JsValue[], JsValue> body) =>
        holder.FastSetDataProperty(name, new ClrFunction(engine, name, (_, args) => body(args), length));

    private JsValue Get(JsValue[] args) =>
        _calls.Run("get", () => ReadOne(args.At(0)), static (made, found) => StoredValues.Read(made, found[0]));

    private JsValue Entry(JsValue[] args) => _calls.Run("entry", () => ReadOne(args.At(0)), static (made, found) =>
        found[0] is { } entry ? EntryOf(made, entry) : JsValue.Undefined);

    private JsValue Set(JsValue[] args) => _calls.Run(
        "set",
        () =>
        {
            var (key, options) = (StorageArguments.Key(_engine, args.At(0)), StorageArguments.Options(_engine, args.At(2), "set"));
            var write = StorageWrite.Set(key, _values.Write(_engine, args.At(1)), StorageArguments.Expires(_engine, options, _clock));
            return Commit(write, StorageArguments.Condition(_engine, options, key));
        },
        (made, written) => JsNumber.Create(Required(made, written)[0].Version));

    private JsValue Delete(JsValue[] args) => _calls.Run(
        "delete",
        () =>
        {
            var (key, options) = (StorageArguments.Key(_engine, args.At(0)), StorageArguments.Options(_engine, args.At(1), "delete"));
            return Commit(StorageWrite.Delete(key), StorageArguments.Condition(_engine, options, key));
        },
        (made, written) => Required(made, written)[0].Existed ? JsBoolean.True : JsBoolean.False);

    private JsValue Increment(JsValue[] args) => _calls.Run(
        "increment",
        () =>
        {
            var by = args.At(1).IsUndefined() ? 1
                : args[1] is JsNumber number ? number.AsNumber()
                : throw Thrown.TypeError(_engine, "server.storage.increment adds a number.");
            return Change(args.At(0), _values.Increment(by), StorageArguments.Options(_engine, args.At(2), "increment"));
        },
        (made, written) => JsNumber.Create(StoredValues.NumberOf(Required(made, written)[0].Value!)));

    private JsValue Push(JsValue[] args) => _calls.Run(
        "push",
        () =>
        {
            var options = StorageArguments.Options(_engine, args.At(2), "push");
            var limit = StorageArguments.Limit(_engine, options) ?? int.MaxValue;
            return Change(args.At(0), _values.Push(StoredValues.Copy(_engine, args.At(1)), limit), options);
        },
        (made, written) => JsNumber.Create(StoredValues.LengthOf(Required(made, written)[0].Value!)));

    /// <summary>What storage.js needs, whatever a script has put in the place of the language's own.</summary>
    private JsObject Native()
    {
        var native = new JsObject(_engine);
        native.FastSetDataProperty("asyncIterator", GlobalSymbolRegistry.AsyncIterator);
        native.FastSetDataProperty("maxTries", JsNumber.Create(MaxTries));
        Add(_engine, native, "call", 1, args => _engine.Call(args[0], JsValue.Undefined, args[1..]));
        Add(_engine, native, "requireFunction", 2, args => args[0] is Jint.Native.Function.Function
            ? JsValue.Undefined
            : throw Thrown.TypeError(_engine, $"{args[1]} takes a function."));
        Add(_engine, native, "conflict", 1, args => throw StorageErrors.Thrown(
            _engine, StorageProblem.Conflict, $"{args[0]}: others changed the same keys {MaxTries} times in a row."));
        Add(_engine, native, "read", 1, args =>
            _calls.Run("update", () => ReadOne(args.At(0)), static (made, found) => Before(made, found[0])));
        Add(_engine, native, "replace", 4, Replace);
        Add(_engine, native, "begin", 0, _ => new StorageTransaction(_engine, _access, _calls, _values, _clock).Create());
        Add(_engine, native, "pages", 2, args => new StoragePages(_engine, Storage, _calls, args.At(0), args.At(1)).Create());
        return native;
    }

    /// <summary>Writes what <c>update</c> made of a value. The promise is for <c>false</c> when the key has changed meanwhile.</summary>
    private JsValue Replace(JsValue[] args) => _calls.Run(
        "update",
        () =>
        {
            var (key, options) = (StorageArguments.Key(_engine, args[0]), StorageArguments.Options(_engine, args[3], "update"));
            var bytes = _values.Write(_engine, args[1]);
            var expires = StorageArguments.Expires(_engine, options, _clock);
            var write = StorageWrite.Set(key, bytes, expires) with { KeepsExpiry = true };
            return Commit(write, new StorageCheck(key, args[2] is JsNumber version ? (long)version.AsNumber() : null));
        },
        static (_, written) => written is null ? JsBoolean.False : JsBoolean.True);

    private ValueTask<StoredEntry?[]> ReadOne(JsValue key) => Storage.ReadAsync([StorageArguments.Key(_engine, key)]);

    private ValueTask<StorageWritten[]?> Commit(StorageWrite write, StorageCheck? check) =>
        Storage.CommitAsync(StorageCommit.Of(_access.Owner, write, check));

    private ValueTask<StorageWritten[]?> Change(JsValue key, StorageChange change, ObjectInstance? options)
    {
        var expires = StorageArguments.Expires(_engine, options, _clock);
        var write = new StorageWrite(StorageArguments.Key(_engine, key)) { Change = change, ExpiresAt = expires, KeepsExpiry = true };
        return Commit(write, null);
    }

    private static StorageWritten[] Required(Engine engine, StorageWritten[]? written) => written
        ?? throw StorageErrors.Thrown(
            engine, StorageProblem.Conflict, "server.storage: the key has another version than the option if requires.");

    private static JsObject Before(Engine engine, StoredEntry? entry)
    {
        var before = new JsObject(engine);
        before.FastSetDataProperty("value", StoredValues.Read(engine, entry));
        before.FastSetDataProperty("version", entry is null ? JsValue.Undefined : JsNumber.Create(entry.Version));
        return before;
    }

    private static JsObject EntryOf(Engine engine, StoredEntry entry)
    {
        var result = new JsObject(engine);
        result.FastSetDataProperty("value", StoredValues.Read(engine, entry));
        AddTerms(engine, result, entry);
        return result;
    }

    /// <summary>Adds a version and an expiry.</summary>
    public static void AddTerms(Engine engine, JsObject result, StoredEntry entry)
    {
        result.FastSetDataProperty("version", JsNumber.Create(entry.Version));
        result.FastSetDataProperty("expiresAt", entry.ExpiresAt is { } at
            ? engine.Construct(EngineState.Of(engine).Constructor("Date"), [JsNumber.Create(at)])
            : JsValue.Null);
    }
}
