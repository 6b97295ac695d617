namespace ScriptWs.Tests.Scripting;

/// <summary><c>Array.fromAsync</c> is our own: what it gives is what the language says (ECMA-262 §23.1.2.2).</summary>
public sealed class FromAsyncTests
{
    [Theory]
    [InlineData("Array.fromAsync([1, Promise.resolve(2), 3])", "[ 1, 2, 3 ]")]
    [InlineData("Array.fromAsync(new Set([1, 2]), x => x * 2)", "[ 2, 4 ]")]
    [InlineData("Array.fromAsync('a😀')", "[ 'a', '😀' ]")]
    [InlineData("Array.fromAsync((async function* () { yield 1; yield 2; })(), async (x, i) => x + i)", "[ 1, 3 ]")]
    [InlineData("Array.fromAsync({ length: 2, 0: Promise.resolve('a'), 1: 'b' })", "[ 'a', 'b' ]")]
    [InlineData("Array.fromAsync([1], function () { return this.x; }, { x: 7 })", "[ 7 ]")]
    [InlineData("Array.fromAsync(5)", "[]")]
    [InlineData("Array.fromAsync.call(class Own { }, [1]).then(own => [own.constructor.name, own.length, own[0]])", "[ 'Own', 1, 1 ]")]
    [InlineData("Array.fromAsync(null).catch(e => e.name)", "TypeError")]
    [InlineData("Array.fromAsync([1], 1).catch(e => e.name)", "TypeError")]
    [InlineData("Array.fromAsync([Promise.reject(new Error('no'))]).catch(e => e.message)", "no")]
    [InlineData("Array.fromAsync([1], () => { throw new Error('no'); }).catch(e => e.message)", "no")]
    [InlineData("Promise.resolve([Array.fromAsync.name, Array.fromAsync.length, typeof Array.fromAsync.prototype])", "[ 'fromAsync', 1, 'undefined' ]")]
    public void FromAsync_Source_GivesWhatTheLanguageSays(string promise, string expected)
    {
        using var hosted = new Hosted($"export function onStart() {{ {promise}.then(console.log, console.log); }}");

        hosted.Host.OnStart();

        Assert.Equal([expected], hosted.Said.Lines);
        Assert.Empty(hosted.Log.Lines);
    }

    [Fact]
    public void FromAsync_LanguageOverwritten_StillWorks()
    {
        using var hosted = new Hosted(
            """
            globalThis.Symbol = globalThis.Reflect = globalThis.Object = undefined;
            Function.prototype.call = undefined;
            export function onStart() { Array.fromAsync({ length: 1, 0: 1 }, x => x + 1).then(console.log); }
            """);

        hosted.Host.OnStart();

        Assert.Equal(["[ 2 ]"], hosted.Said.Lines);
    }
}
