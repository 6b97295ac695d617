using Jint;
using Jint.Native;
using ScriptWs.Storage;

namespace ScriptWs.Scripting;

/// <summary>The pages of one <c>server.storage.list</c>, read when the loop comes to them. On the worker's turn.</summary>
internal sealed class StoragePages
{
    /// <summary>Entries of one page.</summary>
    private const int PageSize = 100;

    private readonly Engine _engine;
    private readonly IStorage _storage;
    private readonly StorageCalls _calls;
    private readonly string _prefix;
    private string? _after;
    private int _left;

    public StoragePages(Engine engine, IStorage storage, StorageCalls calls, JsValue prefix, JsValue options)
    {
        (_engine, _storage, _calls, _prefix) = (engine, storage, calls, StorageArguments.Prefix(engine, prefix));
        var settings = StorageArguments.Options(engine, options, "list");
        _left = StorageArguments.Limit(engine, settings) ?? int.MaxValue;
        var after = settings?.Get("after") ?? JsValue.Undefined;
        _after = after.IsUndefined() ? null : StorageArguments.Key(engine, after);
    }

    /// <summary>What storage.js works with.</summary>
    public JsObject Create()
    {
        var pages = new JsObject(_engine);
        StorageObject.Add(_engine, pages, "next", 0, _ => Next());
        return pages;
    }

    private JsValue Next()
    {
        var wanted = Math.Min(PageSize, _left);
        return _calls.Run("list", () => _storage.ListAsync(_prefix, _after, wanted), (made, found) =>
        {
            _left -= found.Length;
            if (found.Length > 0) _after = found[^1].Key;
            var page = new JsObject(made);
            page.FastSetDataProperty("items", new JsArray(made, [.. found.Select(entry => ItemOf(made, entry))]));
            page.FastSetDataProperty("length", JsNumber.Create(found.Length));
            page.FastSetDataProperty("isLast", found.Length < wanted || _left == 0 ? JsBoolean.True : JsBoolean.False);
            return page;
        });
    }

    private static JsObject ItemOf(Engine engine, StoredEntry entry)
    {
        var item = new JsObject(engine);
        item.FastSetDataProperty("key", JsString.Create(entry.Key));
        item.FastSetDataProperty("value", StoredValues.Read(engine, entry));
        StorageObject.AddTerms(engine, item, entry);
        return item;
    }
}
