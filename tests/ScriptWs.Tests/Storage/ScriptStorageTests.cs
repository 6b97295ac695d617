using ScriptWs.Storage;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Storage;

/// <summary><c>server.storage</c> in a script.</summary>
public sealed class ScriptStorageTests
{
    [Theory]
    [InlineData("(await s.set('k', { a: [1, new Date(0)] })) && await s.get('k')", "{ a: [ 1, 1970-01-01T00:00:00.000Z ] }")]
    [InlineData("await s.get('none')", "undefined")]
    [InlineData("await s.entry('none')", "undefined")]
    [InlineData(
        "(await s.set('k', 1, { expires: 5000 })) && await s.entry('k')",
        "{ value: 1, version: 1, expiresAt: 2000-01-01T00:00:05.000Z }")]
    [InlineData("(await s.set('k', 1, { expires: '2h' })) && (await s.entry('k')).expiresAt", "2000-01-01T02:00:00.000Z")]
    [InlineData("(await s.set('k', 1, { expires: new Date(0) })) && await s.get('k')", "undefined")]
    [InlineData("[await s.delete('k'), await s.set('k', 1), await s.delete('k'), await s.delete('k')]", "[ false, 1, true, false ]")]
    [InlineData(
        "[await s.increment('n'), await s.increment('n', 5), await s.increment('n', -2.5), await s.get('n')]",
        "[ 1, 6, 3.5, 3.5 ]")]
    [InlineData(
        "[await s.push('l', 'a'), await s.push('l', { b: 1 }), await s.push('l', 'c', { limit: 2 }), await s.get('l')]",
        "[ 1, 2, 2, [ { b: 1 }, 'c' ] ]")]
    [InlineData(
        "[await s.update('k', (v) => v ?? 'new'), await s.update('k', async (v) => v + '!'), await s.get('k')]",
        "[ 'new', 'new!', 'new!' ]")]
    [InlineData("(await Promise.all(Array.from({ length: 5 }, () => s.update('k', (v = 0) => v + 1)))) && await s.get('k')", "5")]
    [InlineData("await s.set('k', 1, { if: 'absent' })", "1")]
    [InlineData("await s.set('k', 1).then((version) => s.set('k', 2, { if: version }))", "2")]
    [InlineData("s.get('k') instanceof Promise", "true")]
    [InlineData("Object.keys(s)", "[ 'get', 'entry', 'set', 'delete', 'increment', 'push', 'update', 'transaction', 'list' ]")]
    public Task Storage_Used_Gives(string expression, string expected) => AssertAsync(expression, expected);

    [Theory]
    [InlineData("await s.set('', 1)", "TypeError: A key of server.storage is a string of 1 to 1024 characters.")]
    [InlineData("await s.get(5)", "TypeError: A key of server.storage is a string of 1 to 1024 characters.")]
    [InlineData("await s.get('\\ud800')", "TypeError: A key of server.storage is a string of 1 to 1024 characters.")]
    [InlineData("await s.set('k')", "StorageError value: undefined cannot be stored; use null, or delete the key.")]
    [InlineData("await s.set('k', { go() {} })", "StorageError value: value.go is a function, which cannot be copied.")]
    [InlineData("await s.set('k', 'x'.repeat(2e6))", "StorageError value: the value is larger than storage.maxValueSize (1048576 bytes).")]
    [InlineData(
        "await s.set('k', 1, { if: 'absent' }) && await s.set('k', 2, { if: 'absent' })",
        "StorageError conflict: server.storage: the key has another version than the option if requires.")]
    [InlineData("await s.set('k', 1, { if: 'later' })", "TypeError: The option if is a version, or \"absent\".")]
    [InlineData("await s.set('k', 1, 5)", "TypeError: The options of server.storage.set are an object.")]
    [InlineData(
        "await s.set('k', 't') && await s.increment('k')",
        "StorageError value: server.storage.increment: the stored value is not a number.")]
    [InlineData(
        "await s.set('k', 't') && await s.push('k', 1)",
        "StorageError value: server.storage.push: the stored value is not an array.")]
    [InlineData("await s.increment('k', '1')", "TypeError: server.storage.increment adds a number.")]
    [InlineData("await s.update('k', 5)", "TypeError: server.storage.update takes a function.")]
    [InlineData("await s.update('k', (v) => { v; })", "StorageError value: undefined cannot be stored; use null, or delete the key.")]
    [InlineData("await s.update('k', () => { throw new RangeError('no'); })", "RangeError: no")]
    [InlineData(
        "await s.update('k', async () => { await s.increment('k'); return 0; })",
        "StorageError conflict: server.storage.update: others changed the same keys 10 times in a row.")]
    [InlineData("await s.transaction(5)", "TypeError: server.storage.transaction takes a function.")]
    public Task Storage_UsedWrongly_Rejects(string expression, string expected) => AssertAsync(expression, expected);

    [Theory]
    [InlineData("'soon'")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("{}")]
    [InlineData("'5'")]
    public Task Expiry_ThatIsNone_Rejects(string expires) => AssertAsync(
        $"await s.set('k', 1, {{ expires: {expires} }})",
        "TypeError: The option expires is a Date, a number of milliseconds, or a text such as \"30s\", \"5m\", \"12h\" or \"7d\".");

    [Theory]
    [InlineData("s.list('a/')", "a/1,a/2,a/3")]
    [InlineData("s.list()", "a/1,a/2,a/3,b")]
    [InlineData("s.list('a/', { limit: 2 })", "a/1,a/2")]
    [InlineData("s.list('a/', { after: 'a/1' })", "a/2,a/3")]
    [InlineData("s.list('none')", "")]
    public Task List_Iterated_GivesEntriesInOrder(string list, string expected) => AssertAsync(
        $$"""
        await (async () => {
          for (const key of ['b', 'a/3', 'a/1', 'a/2']) await s.set(key, key.length);
          const keys = [];
          for await (const { key, value, version, expiresAt } of {{list}})
            keys.push(value === key.length && version > 0 && expiresAt === null ? key : '?');
          return keys.join();
        })()
        """,
        expected);

    [Fact]
    public Task List_OfManyPages_GivesEachEntryOnce() => AssertAsync(
        """
        await (async () => {
          for (let i = 0; i < 250; i++) await s.set(`k${i}`, i);
          const found = new Set();
          for await (const { value } of s.list("k")) { found.add(value); await s.set(`a${value}`, 0); }
          const some = [];
          for await (const { value } of s.list("k")) { some.push(value); if (some.length === 120) break; }
          return [found.size, some.length];
        })()
        """,
        "[ 250, 120 ]");

    [Fact]
    public Task Transaction_OverSeveralKeys_IsOneStep() => AssertAsync(
        """
        await (async () => {
          await s.set('anna', 10);
          const move = () => s.transaction(async (t) => {
            const [anna, bob = 0] = [await t.get('anna'), await t.get('bob')];
            t.set('anna', anna - 1);
            t.set('bob', bob + 1);
            t.delete('gone');
            return [await t.get('anna'), await t.get('gone')];
          });
          const results = await Promise.all([move(), move(), move()]);
          return [results, await s.get('anna'), await s.get('bob')];
        })()
        """,
        "[ [ [ 9, undefined ], [ 8, undefined ], [ 7, undefined ] ], 7, 3 ]");

    [Fact]
    public Task Transaction_ThatThrows_ChangesNothing() => AssertAsync(
        """
        await (async () => {
          let kept;
          const failed = await s.transaction((t) => { kept = t; t.set('k', 1); throw new Error('no'); }).catch((e) => e.message);
          const late = await Promise.resolve().then(() => kept.set('k', 2)).catch((e) => e.message);
          return [failed, late, await s.get('k')];
        })()
        """,
        "[ 'no', 'The transaction has ended; use its object within the function only.', undefined ]");

    [Fact]
    public Task Storage_InAScriptThatReplacedTheLanguage_StillWorks() => AssertAsync(
        """
        await (async () => {
          Promise.prototype.then = Map.prototype.get = Array.prototype[Symbol.iterator] = () => { throw 1; };
          await s.set('k', [1]);
          await s.update('k', (v) => { v[1] = 2; return v; });
          for await (const one of s.list('')) return one.value.length;
        })()
        """,
        "2");

    [Fact]
    public void Storage_WhileTheScriptLoads_Rejects()
    {
        using var hosted = new Hosted(
            """
            server.storage.get('k').catch((e) => { globalThis.problem = e.message; });
            export function onStart() { console.log(globalThis.problem); }
            """);

        hosted.Host.OnStart();

        Assert.Equal(["server.storage.get cannot be called while the script loads; call it in onStart or later."], hosted.Said.Lines);
    }

    [Fact]
    public async Task Storage_ThatAnswersLater_SettlesOnATurn()
    {
        var slow = new SlowStorage();
        using var hosted = new Hosted(
            "export const onStart = () => server.storage.get('k').then(console.log, (e) => console.log(e.code));", slow);

        hosted.Host.OnStart();
        slow.Answer(null);
        await UntilPostedAsync(hosted);
        hosted.RunPosted();
        hosted.Host.OnStart();
        slow.Answer(new StorageException(StorageProblem.Unavailable, "no"));
        await UntilPostedAsync(hosted);
        hosted.RunPosted();

        Assert.Equal(["undefined", "unavailable"], hosted.Said.Lines);
        Assert.Empty(hosted.Log.Lines);
    }

    [Fact]
    public async Task Storage_ThatBreaks_TellsTheScriptNothing()
    {
        var slow = new SlowStorage();
        using var hosted = new Hosted(
            "export const onStart = () => server.storage.get('k').catch((e) => console.log(`${e.code}: ${e.message}`));", slow);

        hosted.Host.OnStart();
        slow.Answer(new InvalidOperationException("/secret/path"));
        await UntilPostedAsync(hosted);
        hosted.RunPosted();

        Assert.Equal(["unavailable: server.storage failed in the server itself; the log contains more."], hosted.Said.Lines);
        Assert.Equal(["server.storage.get failed in the server itself; please report this."], hosted.Log.Lines);
    }

    private static async Task UntilPostedAsync(Hosted hosted)
    {
        var began = Environment.TickCount64;
        while (hosted.Posted.IsEmpty)
        {
            Assert.True(Environment.TickCount64 - began < Patience.Limit.TotalMilliseconds, "nothing was posted");
            await Task.Yield();
        }
    }

    private static Task AssertAsync(string expression, string expected)
    {
        using var hosted = new Hosted(
            $$"""
            const s = server.storage;
            export async function onStart() {
              try { console.log({{expression}}); } catch (e) { console.log(`${e.name}${e.code ? " " + e.code : ""}: ${e.message}`); }
            }
            """);
        hosted.Clock.SetUtcNow(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));

        hosted.Host.OnStart();
        for (var turns = 0; turns < 1000 && !hosted.Posted.IsEmpty; turns++) hosted.RunPosted();

        Assert.Empty(hosted.Log.Lines);
        Assert.Equal([expected], hosted.Said.Lines);
        return Task.CompletedTask;
    }

    private sealed class SlowStorage : IStorage
    {
        private TaskCompletionSource<StoredEntry?[]> _answer = new();

        public string Backend => "slow";

        public StorageFigures Figures => default;

        public ValueTask<StoredEntry?[]> ReadAsync(IReadOnlyList<string> keys) => new(_answer.Task);

        public ValueTask<StorageWritten[]?> CommitAsync(StorageCommit commit) => throw new NotSupportedException();

        public ValueTask<StoredEntry[]> ListAsync(string prefix, string? after, int limit) => throw new NotSupportedException();

        public void Answer(Exception? failure)
        {
            var asked = _answer;
            _answer = new();
            if (failure is null) asked.SetResult([null]);
            else asked.SetException(failure);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
