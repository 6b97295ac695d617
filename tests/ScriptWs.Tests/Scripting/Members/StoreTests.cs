namespace ScriptWs.Tests.Scripting;

public sealed class StoreTests
{
    [Theory]
    [InlineData("((o) => { s.set('k', o); o.a = 2; return s.get('k'); })({ a: 1 })", "{ a: 1 }")]
    [InlineData("[s.get('x'), s.has('x'), s.set('x', null), s.has('x'), s.keys(), s.delete('x'), s.delete('x')]", "[ undefined, false, undefined, true, [ 'x' ], true, false ]")]
    [InlineData("[s.increment('n'), s.increment('n', 5), s.increment('n', -2), s.get('n')]", "[ 1, 6, 4, 4 ]")]
    [InlineData("s.set(1, 1)", "TypeError: A key of server.store is a string of at most 1024 characters.")]
    [InlineData("s.set('t', 'x') ?? s.increment('t')", "TypeError: server.store has a value for \"t\" that is no number; it cannot be incremented.")]
    [InlineData("s.set('f', { go() {} })", "DataCloneError: value.go is a function, which cannot be copied.")]
    [InlineData("(() => { for (let i = 0; ; i++) s.set(`k${i}`, 'x'.repeat(4e6)); })()", "RangeError: server.store is full: all values together have at most 64 MiB; delete some.")]
    public void Store_Used_GivesOrThrows(string expression, string expected)
    {
        using var hosted = new Hosted(
            $$"""
            const s = server.store;
            export function onStart() { try { console.log({{expression}}); } catch (e) { console.log(`${e.name}: ${e.message}`); } }
            """,
            Hosted.Budget with { TurnTimeout = TimeSpan.FromSeconds(30), Memory = 1L << 30 });

        hosted.Host.OnStart();

        Assert.Equal([expected], hosted.Said.Lines);
        Assert.Empty(hosted.Log.Lines);
    }
}
