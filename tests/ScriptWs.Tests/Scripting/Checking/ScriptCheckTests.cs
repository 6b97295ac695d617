using ScriptWs.Configuration;

namespace ScriptWs.Tests.Scripting.Checking;

/// <summary>What <c>scriptws check</c> finds in scripts that it does not run.</summary>
public sealed class ScriptCheckTests : IDisposable
{
    private const string Handler = "\nexport function onMessage() {}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("import './gone.js';", "main.js:1:8: \"./gone.js\" cannot be imported; there is no such file.")]
    [InlineData("import './lib.js'; import './a.css';", "main.js:1:27: \"./a.css\" cannot be imported; there is no such file.")]
    [InlineData("import { c } from './lib.js';", "main.js:1:10: SyntaxError: lib.js does not export \"c\"; it exports a, default.")]
    [InlineData("export { c } from './lib.js';", "main.js:1:10: SyntaxError: lib.js does not export \"c\"; it exports a, default.")]
    [InlineData("import data from './data.json';", "is data and not a module; import it as in: import data from \"./data.json\"")]
    [InlineData(
        "import { x } from './data.json' with { type: 'json' };",
        "main.js:1:10: SyntaxError: \"./data.json\" is data and exports only a default; import it without braces.")]
    [InlineData("import d from './bad.json' with { type: 'json' };", "bad.json:2:")]
    [InlineData("import d from './data.json' with { type: 'css' };", "is imported as type \"css\", which is unknown")]
    [InlineData("import 'zod';", "there is no package \"zod\" in node_modules; install it with: npm install zod.")]
    [InlineData("import 'old';", "node_modules/old/index.js is CommonJS (it contains \"module.exports\")")]
    [InlineData("import { y } from 'fine';", "main.js:1:10: SyntaxError: node_modules/fine/index.js does not export \"y\"; it exports x.")]
    [InlineData("import 'node:fs';", "scripts run without Node")]
    [InlineData("import { find } from 'host:orders';", "main.js:1:22: \"host:orders\" cannot be imported; C# has added no such module")]
    [InlineData("import './kinds.ts';", "kinds.ts:2:1: ")]
    [InlineData(
        "import './typed.js'; import { none } from './typed.ts';",
        "main.js:1:31: SyntaxError: typed.ts does not export \"none\"; it exports kind.")]
    [InlineData("import './deep.js';", "wrong.js:3:5: SyntaxError")]
    [InlineData("export * from './deep.js';", "wrong.js:3:5: SyntaxError")]
    public void Import_ThatCannotBe_IsAProblemWithItsPlace(string source, string problem) =>
        Assert.Contains(problem, Assert.Single(Problems(source + Handler)), StringComparison.Ordinal);

    [Theory]
    [InlineData("export function helper() {}", "main.js: no handler is exported; export at least one of onStart, ")]
    [InlineData(
        "export function onMesage() {}\nexport function onStart() {}",
        "main.js:1:17: \"onMesage\" is not a handler; did you mean \"onMessage\"?")]
    [InlineData(
        "const f = () => {};\nexport { f as onMesage, f as onStart };",
        "main.js:2:10: \"onMesage\" is not a handler; did you mean \"onMessage\"?")]
    [InlineData("export const onMessage = 'hello';", "main.js:1:14: onMessage is exported, but it is no function")]
    [InlineData("export { a as onMessage } from './lib.js';", "main.js:1:10: onMessage is exported, but it is no function")]
    [InlineData("export const jobs = 5;", "main.js:1:21: jobs is exported, but it is not an array of jobs.")]
    [InlineData(
        "export const jobs = [{ every: '5 parsecs', run }];\nfunction run() {}",
        "main.js:1:22: jobs[0]: every must be an interval from 1s to 366d")]
    [InlineData(
        "export const jobs = [{ every: '5m', run() {} }, { cron: '99 * * * *', run() {} }];",
        "main.js:1:49: jobs[1]: cron is no cron expression")]
    [InlineData(
        "export const jobs = [{ cron: '0 3 * * *', zone: 'Mars/Base', run() {} }];",
        "jobs[0]: zone must be a time zone that this machine knows")]
    [InlineData("export const jobs = [{ every: '5m' }];", "main.js:1:22: jobs[0]: run must be a function.")]
    [InlineData("export const jobs = [{ every: '5m', cron: '0 3 * * *', run() {} }];", "jobs[0]: must have either every or cron")]
    public void Export_ThatMeansNothing_IsAProblemWithItsPlace(string source, string problem) =>
        Assert.Contains(problem, Assert.Single(Problems(source)), StringComparison.Ordinal);

    [Theory]
    [InlineData("throw new Error('at the top');" + Handler)]
    [InlineData("import { a } from './lib.js'; import lib from './lib.js'; import * as all from './lib.js';" + Handler)]
    [InlineData("import data from './data.json' with { type: 'json' }; import text from './a.txt' with { type: 'text' };" + Handler)]
    [InlineData("import { x } from 'fine';" + Handler)]
    [InlineData("import { kind } from './typed.js';" + Handler)]
    [InlineData("export const onMessage = make(); export const onTick = 5; function make() { return () => {}; }")]
    [InlineData("export * from './handlers.js';")]
    [InlineData("const every = '5m'; export const jobs = [{ every, run() {} }, ...more()]; function more() { return []; }")]
    [InlineData("export function onMessage() { return import(`./${'gone'}.js`); }")]
    [InlineData("export function onMessage() { return import('./data.json', { with: { type: 'json' } }); }")]
    public void Script_ThatOnlyRunningCouldRefuse_HasNoFindings(string source)
    {
        var problems = Problems(source, out var warnings);

        Assert.Empty(problems);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Problems_OfSeveralFiles_AreToldTogether()
    {
        var problems = Problems("import './gone.js';\nimport './deep.js';\nimport { c } from './lib.js';\nimport 'zod';" + Handler);

        Assert.Collection(
            problems,
            first => Assert.StartsWith("main.js:1:8: ", first, StringComparison.Ordinal),
            zod => Assert.StartsWith("main.js:4:8: ", zod, StringComparison.Ordinal),
            wrong => Assert.StartsWith("wrong.js:3:5: ", wrong, StringComparison.Ordinal),
            name => Assert.StartsWith("main.js:3:10: ", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("import('./gone.js').catch(() => {});", "main.js:1:8: \"./gone.js\" cannot be imported; there is no such file.")]
    [InlineData("fetch('https://api.example.org/v1');", "main.js:1:7: https://api.example.org is not in fetch.allow (server.json)")]
    [InlineData("fetch(`https://api.example.org/v1/${1}`);", "main.js:1:7: https://api.example.org is not in fetch.allow (server.json)")]
    [InlineData("new WebSocket('wss://feed.example.org');", "main.js:1:15: https://feed.example.org is not in fetch.allow (server.json)")]
    [InlineData(
        "export const onOpen = () => {};",
        "main.js:1:14: \"onOpen\" is exported, but it is not a handler and is never called; did you mean \"onConnect\"?")]
    public void Script_WithWhatIsHardlyMeant_IsWarnedOf(string source, string warning)
    {
        var problems = Problems(source + Handler, out var warnings);

        Assert.Empty(problems);
        Assert.Contains(warning, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fetch('https://api.example.com/v1');")]
    [InlineData("fetch(`https://${'api'}.example.org/v1`);")]
    [InlineData("function f(fetch) { fetch('https://api.example.org'); }")]
    public void Fetch_OfWhatIsAllowedOrUnknown_IsNotWarnedOf(string source)
    {
        Problems(source + Handler, out var warnings);

        Assert.Empty(warnings);
    }

    [Fact]
    public void Check_ThatRunsScripts_FindsWhatTheyThrow()
    {
        _folder.Write("main.js", "throw new Error('at the top');" + Handler);

        var problem = Assert.Single(ScriptWsCheck.Of(Options, runsScripts: true, out _));

        Assert.Equal("main.js:1:7: Error: at the top.", problem);
    }

    private ScriptWsOptions Options => new()
    {
        BaseDirectory = _folder.Path,
        Listen = [new() { Port = 0 }],
        Endpoints = [new() { Script = "main.js" }],
        Fetch = new() { Allow = ["https://api.example.com"] },
    };

    private IReadOnlyList<string> Problems(string source) => Problems(source, out _);

    private IReadOnlyList<string> Problems(string source, out IReadOnlyList<string> warnings)
    {
        _folder.Write("main.js", source);
        _folder.Write("lib.js", "export const a = 1;\nexport default 2;");
        _folder.Write("handlers.js", "export function onMessage() {}");
        _folder.Write("data.json", "{}");
        _folder.Write("bad.json", "{\n 1 }");
        _folder.Write("a.txt", "text");
        _folder.Write("kinds.ts", "export const a = 1;\nenum Kind { A }");
        _folder.Write("typed.ts", "export const kind: string = 'a';\nexport type Other = string;");
        _folder.Write("deep.js", "import './wrong.js';");
        _folder.Write("wrong.js", "let a;\n\nlet a;");
        Package("old", "module.exports = 1;");
        Package("fine", "export const x = await import('node:crypto').catch(() => null);");
        return ScriptWsCheck.Of(Options, runsScripts: false, out warnings);
    }

    private void Package(string name, string index)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "node_modules", name));
        _folder.Write($"node_modules/{name}/package.json", "{}");
        _folder.Write($"node_modules/{name}/index.js", index);
    }
}
