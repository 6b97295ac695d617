namespace ScriptWs.Tests.Scripting;

/// <summary>
/// What makes more of what it is given takes at most twice <c>script.memory</c>, and a little: it is refused, or cut off, before.
/// All that a turn allocates is counted, which is more than it ever has at once, and does not depend on the collector.
/// </summary>
public sealed class BuiltInMemoryTests
{
    private const int Budget = 64 << 20;

    /// <summary>One more copy of the longest string, and of a buffer that grows.</summary>
    private const int Allowance = 64 << 20;

    [Theory]
    [InlineData("Array(2000).fill(new String(S)).join()")]
    [InlineData("Array(2000).fill(S).toString()")]
    [InlineData("Array(2000).fill(S).toLocaleString()")]
    [InlineData("Array.prototype.join.call(like(S), '')")]
    [InlineData("[[S, S, S], [S, S, S], [S, S, S]].join()")]
    [InlineData("new Uint8Array(16 << 20).join()")]
    [InlineData("new Uint8Array(16 << 20).toLocaleString()")]
    [InlineData("JSON.stringify(Array(2000).fill(new String(S)))")]
    [InlineData("JSON.stringify(new Proxy(Array(2000).fill(S), {}))")]
    [InlineData("JSON.stringify(Array(2000).fill({ [S]: 1 }))")]
    [InlineData("JSON.stringify(Array(2000).fill(Object.assign(new Error('x'), { a: S })))")]
    [InlineData("JSON.stringify(Array(15).fill('\\u0001'.repeat(1 << 20)))")]
    [InlineData("JSON.stringify('\\u0001'.repeat(15 << 20))")]
    [InlineData("JSON.stringify({ ['\\ud800'.repeat(15 << 20)]: 1 })")]
    [InlineData("JSON.stringify(new Uint8Array(16 << 20))")]
    [InlineData("JSON.stringify([1, 2], null, S)")]
    [InlineData("JSON.stringify(Array(1e6).fill([]), null, 10)")]
    [InlineData("JSON.stringify(Array(2000).fill({ toJSON: () => S }))")]
    [InlineData("JSON.stringify(Array(2000).fill(1), () => S)")]
    [InlineData("JSON.stringify(Array(2000).fill(JSON.rawJSON('\"' + 'x'.repeat(1 << 20) + '\"')))")]
    [InlineData("JSON.parse('[' + '[],'.repeat(5 << 20) + '1]')")]
    [InlineData("JSON.parse('[' + '{},'.repeat(5 << 20) + '1]', (k, v) => v)")]
    [InlineData("`${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}`.length")]
    [InlineData("String.raw({ raw: Array(2000).fill(new String(S)) })")]
    [InlineData("String.raw`${S}${S}${S}${S}${S}${S}${S}${S}`")]
    [InlineData("''.concat(...Array(200).fill(S))")]
    [InlineData("'x'.repeat(2e6).replaceAll('x', \"$`$'\")")]
    [InlineData("'x'.repeat(2e6).replace(/x/g, '$&'.repeat(100))")]
    [InlineData("'x'.repeat(2e5).replace(/(?=(x*))/g, '$1')")]
    [InlineData("'x'.repeat(2e5).replace(/(?=(?<a>x*))/g, '$<a>')")]
    [InlineData("'x'.repeat(2e5).replaceAll('x', () => S)")]
    [InlineData("S.match(/x/g)")]
    [InlineData("[...S.matchAll(/x/g)]")]
    [InlineData("S.split('')")]
    [InlineData("S.split(/(?:)/)")]
    [InlineData("Array.from(S)")]
    [InlineData("[...S]")]
    [InlineData("Array.fromAsync(S)")]
    [InlineData("Array.fromAsync({ length: 2 ** 22 })")]
    [InlineData("Array.fromAsync(new Uint8Array(16 << 20), x => x)")]
    [InlineData("new Set(S)")]
    [InlineData("'\\ufdfa'.repeat(16e6).normalize('NFKD')")]
    [InlineData("'\\u0390'.repeat(16e6).toUpperCase()")]
    [InlineData("S.padStart(S.length * 2)")]
    [InlineData("S.repeat(8)")]
    [InlineData("Object.keys(S)")]
    [InlineData("Object.entries(S)")]
    [InlineData("Object.getOwnPropertyDescriptors(S)")]
    [InlineData("Object.getOwnPropertyNames(new String(S))")]
    [InlineData("Object.assign({}, S)")]
    [InlineData("Object.assign({}, new Uint8Array(16 << 20))")]
    [InlineData("Object.freeze(new String(S))")]
    [InlineData("Object.fromEntries(Array(4e6).fill(['a', 1]))")]
    [InlineData("Object.groupBy(S, c => c)")]
    [InlineData("Reflect.ownKeys(new Uint8Array(16 << 20))")]
    [InlineData("new AggregateError(S)")]
    [InlineData("encodeURIComponent('\\u20ac'.repeat(16e6))")]
    [InlineData("encodeURI('\\u20ac'.repeat(16e6))")]
    [InlineData("escape('\\u20ac'.repeat(16e6))")]
    [InlineData("decodeURIComponent('%41'.repeat(5e6))")]
    [InlineData("unescape('%41'.repeat(5e6))")]
    [InlineData("(() => { const p = 'x'.repeat(1e6), a = []; for (let i = 0; i < 4e4; i++) a.push(p); return a.map((x, i) => x + i).sort(); })()")]
    [InlineData("Array.from({ length: 2 ** 32 - 1 })")]
    [InlineData("Array(2 ** 22).fill([1, 2, 3]).flat()")]
    [InlineData("Array(2 ** 20).fill(1).flatMap(() => [1, 2, 3, 4, 5, 6, 7, 8, 9])")]
    [InlineData("[].concat(...Array(200).fill(Array(1e6).fill(1)))")]
    [InlineData("Array(1e6).fill(1).map(x => [x, x, x]).toSorted()")]
    [InlineData("Array.prototype.slice.call(S)")]
    [InlineData("Array.from(new Uint8Array(16 << 20))")]
    [InlineData("Float64Array.from(new Uint8Array(16 << 20))")]
    [InlineData("new Float64Array(new Uint8Array(16 << 20))")]
    [InlineData("new ArrayBuffer(8, { maxByteLength: 16 << 20 }).resize(16 << 20)")]
    [InlineData("new ArrayBuffer(16 << 20).transfer().slice(0)")]
    [InlineData("structuredClone(Array(200).fill(S))")]
    [InlineData("structuredClone(Array(200).fill(0).map(() => new Uint8Array(1 << 20)))")]
    [InlineData("new TextEncoder().encode('\\u20ac'.repeat(16e6))")]
    [InlineData("new TextDecoder().decode(new Uint8Array(16 << 20))")]
    [InlineData("btoa(S)")]
    [InlineData("atob('QUFB'.repeat(4e6))")]
    [InlineData("new URLSearchParams({ a: '\\u20ac'.repeat(16e6) }).toString()")]
    [InlineData("new URL('http://x/' + '\\u20ac'.repeat(16e6))")]
    [InlineData("console.log(S, Array(2000).fill(S), { [S]: S })")]
    [InlineData("connection.send(S)")]
    [InlineData("server.broadcast(S)")]
    [InlineData("new Error(S).stack")]
    [InlineData("String(Symbol(S))")]
    [InlineData("new RegExp(S.slice(0, 1e6)).source")]
    [InlineData("new RegExp('[\\u0100-\\uffff]'.repeat(1 << 18), 'iu')")]
    [InlineData("/x/.constructor(S)")]
    [InlineData("/x/.compile(S)")]
    [InlineData("new RegExp({ toString: () => S })")]
    [InlineData("''.match({ toString: () => S })")]
    [InlineData("''.search({ [Symbol.match]: false, toString: () => S })")]
    [InlineData("Object.defineProperty(() => {}, 'name', { value: S }).toString()")]
    [InlineData("S.localeCompare(S + 'a')")]
    [InlineData("S.anchor(S)")]
    [InlineData("[S].toString().toLowerCase().trim().at(-1)")]
    [InlineData("BigInt(1).toLocaleString('de', { minimumIntegerDigits: 21 })")]
    [InlineData("Iterator.from(S).toArray()")]
    [InlineData("Promise.all(S)")]
    [InlineData("new Map(Array(1e6).fill(0).map((_, i) => [i, i]))")]
    public void Expression_MakingMuchOfLittle_StaysNearTheBudget(string expression)
    {
        using var hosted = new Hosted(
            $$"""
            const S = 'x'.repeat(16 << 20);
            const like = item => { const o = { length: 2000 }; for (let i = 0; i < 2000; i++) o[i] = item; return o; };
            export function onConnect(connection) { {{expression}}; }
            """,
            Hosted.Budget with { Memory = Budget });
        var before = GC.GetAllocatedBytesForCurrentThread();

        hosted.Open();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2L * Budget) + Allowance);
    }
}
