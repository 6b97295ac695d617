namespace ScriptWs.Tests.Scripting;

/// <summary>Data that a script imports, and imports that fail.</summary>
public sealed class ImportTests
{
    private const string Handler = "export function onStart() { console.log(JSON.stringify(v)); }";

    private static readonly (string, string)[] Files =
    [
        ("data.json", "{ \"a\": [1, 2] }"), ("bad.json", "{\n  \"a\": [1, 2],\n}"), ("empty.json", ""), ("code.json", "globalThis.ran = true"), ("note.txt", "two\nlines"),
        ("lib.js", "globalThis.ran = true; export const a = 1, { b, c: [d] } = { b: 1, c: [1] }; export function f() {} export class K {} export default 3; export * from './more.js'; export * as all from './more.js';"),
        ("more.js", "const deep = 1; export { deep as 'any name', deep }; export default 9;"),
    ];

    [Theory]
    [InlineData("import v from './data.json' with { type: 'json' };", "{\"a\":[1,2]}")]
    [InlineData("import v from './note.txt' with { type: 'text' };", "\"two\\nlines\"")]
    [InlineData("import v from './lib.js' with { type: 'text' }; if (globalThis.ran) throw new Error('it ran');", null)]
    [InlineData("const { default: v } = await import('./data.json', { with: { type: 'json' } });", "{\"a\":[1,2]}")]
    [InlineData("import * as n from './data.json' with { type: 'json' }; const v = Object.keys(n);", "[\"default\"]")]
    [InlineData("import x from './data.json' with { type: 'json' }; import y from './data.json' with { type: 'json' }; import z from './data.json' with { type: 'text' }; const v = [x === y, typeof z];", "[true,\"string\"]")]
    [InlineData("const v = import.meta.url;", "\"main.js\"")]
    [InlineData("import { a, b, d, f, K, all, deep, 'any name' as name } from './lib.js'; import three from './lib.js'; const v = [a, deep, name, three, all.default];", "[1,1,1,3,9]")]
    [InlineData("let v; try { await import('./none.js'); } catch (e) { v = e.name; }", "\"TypeError\"")]
    [InlineData("let v; try { await import('./bad.json', { with: { type: 'json' } }); } catch (e) { v = e.name; }", "\"SyntaxError\"")]
    public void Import_OfData_GivesIt(string source, string? shown)
    {
        using var hosted = new Hosted(source + Handler, null, Files);

        hosted.Host.OnStart();

        Assert.Empty(hosted.Log.Lines);
        if (shown is not null) Assert.Equal([shown], hosted.Said.Lines);
    }

    [Theory]
    [InlineData("import v from './data.json';", "scripts/main.js:1:15: \"./data.json\" is data and not a module; import it as in: import data from \"./data.json\" with { type: \"json\" }.")]
    [InlineData("import v from './note.txt' with { type: 'css' };", "scripts/main.js:1:15: \"./note.txt\" is imported as type \"css\", which is unknown; the types are \"json\" and \"text\".")]
    [InlineData("import v from './note.txt' with { kind: 'text' };", "scripts/main.js:1:15: \"./note.txt\" is imported with the attribute \"kind\", which is unknown; only { type: \"json\" } and { type: \"text\" } can be given.")]
    [InlineData("import v from './bad.json' with { type: 'json' };", "scripts/bad.json:3:1: SyntaxError: Unexpected '}' in JSON.")]
    [InlineData("import v from './empty.json' with { type: 'json' };", "scripts/empty.json:1:1: SyntaxError: The file is empty, which is no JSON.")]
    [InlineData("import v from './code.json' with { type: 'json' };", "scripts/code.json:1:1: SyntaxError: Unexpected 'g' in JSON.")]
    [InlineData("import v from './lib.js' with { type: 'json' };", "scripts/lib.js:1:1: SyntaxError: Unexpected 'g' in JSON.")]
    [InlineData("import v from './none.json' with { type: 'json' };", "scripts/main.js:1:15: \"./none.json\" cannot be imported; there is no such file.")]
    [InlineData("import { a,\n  zz as v } from './lib.js';", "scripts/main.js:2:3: SyntaxError: scripts/lib.js does not export \"zz\"; it exports K, a, all, any name, b, d, deep, default, f.")]
    [InlineData("import v from './noDefault.js';", "scripts/main.js:1:8: SyntaxError: scripts/noDefault.js does not export \"default\"; it exports x.")]
    [InlineData("export { nope } from './lib.js'; const v = 1;", "scripts/main.js:1:10: SyntaxError: scripts/lib.js does not export \"nope\"; it exports K, a, all, any name, b, d, deep, default, f.")]
    [InlineData("import { deep } from './chain.js'; const v = 1;", "scripts/chain.js:1:10: SyntaxError: scripts/noDefault.js does not export \"deep\"; it exports x.")]
    public void Import_ThatIsWrong_SaysWhatToDo(string source, string message) => Assert.Equal(
        message,
        Hosted.LoadFailure(source + Handler, [.. Files, ("noDefault.js", "export const x = 1;"), ("chain.js", "export { deep } from './noDefault.js';")]));
}
