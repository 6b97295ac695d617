using ScriptWs.Scripting;

namespace ScriptWs.Tests.Scripting;

public sealed class ModuleTests
{
    private const string Handler = "export function onStart() { console.log(typeof x); }";

    [Theory]
    [InlineData("export const a = 1;", "scripts/main.js: no handler is exported; export at least one of onStart, onAuthenticate, onUpgrade, onConnect, onMessage, onBinary, onDrain, onDisconnect, onSubscribe, onRequest, onEvent, onHeartbeat, onGap, onPresence, onError, onShutdown, onWatchdog, onUnload, onLoad.")]
    [InlineData("export const onMessage = 1;", "scripts/main.js: onMessage is exported, but it is no function; export function onMessage(…) { … }.")]
    [InlineData("export function onMesage() {}", "scripts/main.js: \"onMesage\" is not a handler; did you mean \"onMessage\"?")]
    [InlineData("export function onmessage() {}", "scripts/main.js: \"onmessage\" is not a handler; did you mean \"onMessage\"?")]
    [InlineData("let a = ;", "scripts/main.js:1:9: SyntaxError: Unexpected token ';'.")]
    [InlineData("\n  missing();\n" + Handler, "scripts/main.js:2:3: ReferenceError: missing is not defined.")]
    [InlineData("for (;;);\n" + Handler, "scripts/main.js:1:9: loading took longer than script.loadTimeout (500 ms) and was cut off.")]
    [InlineData("import x from 'fs';" + Handler, "scripts/main.js:1:15: \"fs\" cannot be imported; scripts run without Node: they have no file system, sockets or processes; a module of C# can provide them.")]
    [InlineData("import x from 'node:crypto';" + Handler, "scripts/main.js:1:15: \"node:crypto\" cannot be imported; scripts run without Node: use the global crypto.")]
    [InlineData("import x from 'node:fs/promises';" + Handler, "scripts/main.js:1:15: \"node:fs/promises\" cannot be imported; scripts run without Node: they have no file system, sockets or processes; a module of C# can provide them.")]
    [InlineData(
        "import x from 'http';" + Handler,
        "scripts/main.js:1:15: \"http\" cannot be imported; scripts run without Node: "
        + "use the global fetch, or export onRequest to answer HTTP requests.")]
    [InlineData("import x from 'ws';" + Handler, "scripts/main.js:1:15: \"ws\" cannot be imported; scripts run without Node: export onConnect and onMessage: this script is the server; use the global WebSocket to connect to others.")]
    [InlineData("import x from '@scope/tool';" + Handler, "scripts/main.js:1:15: \"@scope/tool\" cannot be imported; there is no package \"@scope/tool\" in scripts/node_modules; install it with: npm install --prefix scripts @scope/tool.")]
    [InlineData("import x from 'https://example.com/x.js';" + Handler, "scripts/main.js:1:15: \"https://example.com/x.js\" cannot be imported; only files beside the script can; save the module there.")]
    [InlineData("import x from 'bad';" + Handler, "scripts/main.js:1:15: \"bad\" cannot be imported; did you mean \"./bad.js\"?")]
    [InlineData("import x from '/bad.js';" + Handler, "scripts/main.js:1:15: \"/bad.js\" cannot be imported; did you mean \"./bad.js\"?")]
    [InlineData("import x from 'nowhere.js';" + Handler, "scripts/main.js:1:15: \"nowhere.js\" cannot be imported; only files beside the script can, as in \"./nowhere.js\".")]
    [InlineData("import x from './bad';" + Handler, "scripts/main.js:1:15: \"./bad\" cannot be imported; there is no such file; did you mean \"./bad.js\"?")]
    [InlineData("import x from './bad.ts';" + Handler, "scripts/main.js:1:15: \"./bad.ts\" cannot be imported; there is no such file; did you mean \"./bad.js\"?")]
    [InlineData("import x from './Trows.js';" + Handler, "scripts/main.js:1:15: \"./Trows.js\" cannot be imported; there is no such file; did you mean \"./throws.js\"?")]
    [InlineData("import x from './none.js';" + Handler, "scripts/main.js:1:15: \"./none.js\" cannot be imported; there is no such file.")]
    [InlineData("import x from '../outside.js';" + Handler, "scripts/main.js:1:15: \"../outside.js\" is outside the script's folder; only files inside it can be imported.")]
    [InlineData("import x from './%2e%2e/outside.js';" + Handler, "scripts/main.js:1:15: \"./%2e%2e/outside.js\" cannot be imported; a path has no \\ % ? or #.")]
    [InlineData("import './bad.js';" + Handler, "scripts/bad.js:1:9: SyntaxError: Unexpected token ';'.")]
    [InlineData("import './throws.js';" + Handler, "scripts/throws.js:1:7: Error: from inside.")]
    public void Script_ThatDoesNotLoad_SaysWhereAndWhy(string source, string message) =>
        Assert.Equal(message, Hosted.LoadFailure(source, ("bad.js", "let a = ;"), ("throws.js", "throw new Error('from inside');")));

    [Fact]
    public void Import_InsideTheFolder_Works()
    {
        using var hosted = new Hosted("import { x } from './lib.js';" + Handler, null, ("lib.js", "export const x = 1;"));

        hosted.Host.OnStart();

        Assert.Equal(["number"], hosted.Said.Lines);
    }

    [Fact]
    public void Import_OfHundredsOfFiles_TakesNothingOfTheBudget()
    {
        var text = new string('x', 20_000);
        (string Name, string Source)[] files = [.. Enumerable.Range(0, 300).Select(i => ($"lib{i}.js", $"export const x = '{text}';"))];
        var imports = string.Concat(files.Select(file => $"import './{file.Name}';"));
        using var hosted = new Hosted(imports + "const x = 1;" + Handler, Hosted.Budget with { Memory = 24 << 20 }, files);

        hosted.Host.OnStart();

        Assert.Equal(["number"], hosted.Said.Lines);
    }

    [Fact]
    public void Import_ThroughALinkOutOfTheFolder_IsRefused()
    {
        using var outside = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(outside.Path, "secret.js"), "export const x = 1;");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link.js"), Path.Combine(outside.Path, "secret.js"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "dir"), outside.Path);

        Assert.Null(ScriptPaths.Resolve(folder.Path, "main.js", "./link.js", out var file));
        Assert.Null(ScriptPaths.Resolve(folder.Path, "main.js", "./dir/secret.js", out var directory));

        Assert.Equal("\"./link.js\" is outside the script's folder; only files inside it can be imported", file);
        Assert.Equal("\"./dir/secret.js\" is outside the script's folder; only files inside it can be imported", directory);
    }
}
