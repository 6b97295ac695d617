using ScriptWs.Configuration;
using ScriptWs.Scripting;

namespace ScriptWs.Tests.Scripting.Packages;

/// <summary>What specifiers of packages mean, with small packages of the test's own.</summary>
public sealed class PackageTests
{
    private const string Handler = "export function onStart() { console.log(JSON.stringify(v)); }";

    private static readonly (string, string)[] Files =
    [
        Package("plain", "{}", ("index.js", "export default 'plain index'"), ("lib/deep.js", "export default 'deep'")),
        Package(
            "by-module",
            """{ "main": "cjs.js", "module": "es/index.js" }""",
            ("cjs.js", "module.exports = 1"), ("es/index.js", "export { default } from './value'"),
            ("es/value.js", "export default 'module'")),
        Package("by-main", """{ "main": "./lib" }""", ("lib/index.js", "export default 'main'")),
        Package(
            "@scope/name",
            """{ "name": "@scope/name", "exports": "./a.js" }""",
            ("a.js", "export default 'scoped'"), ("b.js", "export default 'b'")),
        Package("mapped", """
            { "name": "mapped", "exports": {
              ".": [{ "require": "./none.cjs" }, { "node": "./node.js", "browser": "./web.js", "default": "./none.js" }],
              "./only": { "require": "./none.cjs" }, "./hidden/*": null, "./*.css": "./css/*.js", "./f/*": "./files/*.js",
              "./f/private/*": null, "./self": "./self.js", "./out": "./../plain/index.js", "./gone": "./gone.js" } }
            """,
            ("web.js", "export default 'web'"), ("css/a.js", "export default 'css'"),
            ("files/one.js", "export default 'one'"), ("files/x/two.js", "export default 'two'"),
            ("self.js", "import a from 'mapped'; import b from 'mapped/f/one'; export default a + b")),
        Package("hashes", """
            { "name": "hashes", "type": "module", "main": "i.mjs", "imports":
              { "#a": { "node": "./n.js", "default": "./a.js" }, "#p/*": "./p/*.js", "#plain": "plain", "#loop": "#loop" } }
            """,
            ("i.mjs", "import a from '#a'; import p from '#p/x'; import o from '#plain'; export default [a, p, o]"),
            ("a.js", "export default 1"), ("p/x.js", "export default 2"),
            ("bad.js", "import '#none'"), ("loop.js", "import '#loop'")),
        Package(
            "nested",
            "{}",
            ("index.js", "export { default } from 'plain'"), ("node_modules/plain/package.json", "{}"),
            ("node_modules/plain/index.js", "export default 'nested plain'")),
        Package(
            "cjs",
            """{ "main": "main.js" }""",
            ("main.js", "exports.a = 1"), ("un.js", "const with_ = 1; with (exports.x) {}"), ("x.cjs", "export default 1")),
        Package("uses-cjs", "{ \"name\": \"uses-cjs\" }", ("index.js", "import a from 'cjs'; export default a")),
        Package("types-only", """{ "types": "index.d.ts" }"""),
        Package("broken", "{ nothing"),
    ];

    /// <summary>In the file, an import and what is said about it, with an empty line between two of them.</summary>
    public static TheoryData<string, string> Refusals =>
    [
        .. File.ReadAllText(Repository.PathOf("tests/ScriptWs.Tests/Scripting/Packages/refusals.txt")).Trim().Split("\n\n")
            .Select(refusal => refusal.Split('\n')).Select(lines => (lines[0], lines[1])),
    ];

    [Theory]
    [InlineData("import v from 'plain';", "\"plain index\"")]
    [InlineData("import v from 'plain/lib/deep.js';", "\"deep\"")]
    [InlineData("import v from 'plain/lib/deep';", "\"deep\"")]
    [InlineData("import v from 'by-module';", "\"module\"")]
    [InlineData("import v from 'by-main';", "\"main\"")]
    [InlineData("import v from '@scope/name';", "\"scoped\"")]
    [InlineData("import v from 'mapped';", "\"web\"")]
    [InlineData("import v from 'mapped/a.css';", "\"css\"")]
    [InlineData("import v from 'mapped/f/one';", "\"one\"")]
    [InlineData("import v from 'mapped/f/x/two';", "\"two\"")]
    [InlineData("import v from 'mapped/self';", "\"webone\"")]
    [InlineData("import v from 'hashes';", "[1,2,\"plain index\"]")]
    [InlineData("import v from 'nested';", "\"nested plain\"")]
    [InlineData("import * as b from 'plain'; const v = b === await import('plain');", "true")]
    public void Import_OfAPackage_IsItsModule(string source, string shown)
    {
        using var hosted = new Hosted(source + Handler, null, Flat());

        hosted.Host.OnStart();

        Assert.Empty(hosted.Log.Lines);
        Assert.Equal([shown], hosted.Said.Lines);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Import_OfAPackageThatIsNotFit_SaysWhatToDo(string source, string message) =>
        Assert.Equal(message, Hosted.LoadFailure(source + Handler, Flat()));

    [Fact]
    public void Package_ThatIsALinkOutOfTheFolder_IsRefused()
    {
        using var outside = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(outside.Path, "package.json"), "{}");
        File.WriteAllText(Path.Combine(outside.Path, "index.js"), "export default 1;");
        Directory.CreateDirectory(Path.Combine(folder.Path, "node_modules"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "node_modules/secret"), outside.Path);
        var module = Load(folder, "import v from 'secret';");

        var refused = Assert.Throws<ScriptLoadException>(() => module.Resolve("main.js", "secret"));

        Assert.Equal(
            "main.js:1:15: \"secret\" cannot be imported; node_modules/secret/package.json is a link that leads outside "
            + "the script's folder; install the package inside it.",
            refused.Message);
    }

    [Fact]
    public void Package_InALinkInsideTheFolder_IsFoundWithItsOwnNeighbours()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "node_modules/.store/a/node_modules/a/package.json", "{}");
        Write(folder, "node_modules/.store/a/node_modules/a/index.js", "export { default } from 'b';");
        Write(folder, "node_modules/.store/a/node_modules/b/package.json", "{}");
        Write(folder, "node_modules/.store/a/node_modules/b/index.js", "export default 1;");
        var stored = Path.Combine(folder.Path, "node_modules/.store/a/node_modules/a");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "node_modules/a"), stored);
        var module = Load(folder, "import v from 'a';");

        var found = module.Resolve("main.js", "a");

        Assert.Equal("node_modules/.store/a/node_modules/a/index.js", found);
        Assert.Equal("node_modules/.store/a/node_modules/b/index.js", module.Resolve(found, "b"));
    }

    [Fact]
    public void Package_InAFolderAbove_IsNamedInTheRefusal()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "node_modules/zod/package.json", "{}");
        Write(folder, "scripts/main.js", "import v from 'zod';");
        var module = ScriptModule.Load(Path.Combine(folder.Path, "scripts/main.js"), "scripts/main.js");

        var refused = Assert.Throws<ScriptLoadException>(() => module.Resolve("main.js", "zod"));

        Assert.Equal(
            "scripts/main.js:1:15: \"zod\" cannot be imported; it is installed in a folder above the script's, which scripts cannot read; "
            + "install it inside: npm install --prefix scripts zod.",
            refused.Message);
    }

    [Fact]
    public void Module_OfAPackage_IsWatchedTogetherWithItsPackageJson()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "node_modules/a/package.json", "{}");
        Write(folder, "node_modules/a/index.js", "export default 1;");
        Write(folder, "node_modules/a/unused.js", "export default 1;");
        var module = Load(folder, "import v from 'a';");

        module.Resolve("main.js", "a");

        Assert.Equal(
            ["main.js", "node_modules/a/index.js", "node_modules/a/package.json", "package.json"],
            module.Files.Keys.Select(file => Path.GetRelativePath(folder.Path, file)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("zod", "vendor/zod.js")]
    [InlineData("#lib/a.js", "lib/a.js")]
    [InlineData("#lib/deep/b.js", "deeper/b.js")]
    [InlineData("other", "node_modules/a/index.js")]
    public void ImportMap_WithTheSpecifier_LeadsToItsTarget(string specifier, string file)
    {
        using var folder = new TemporaryFolder();
        var map = Mapped(folder);
        var module = Load(folder, "", map);

        Assert.Equal(file, module.Resolve("main.js", specifier));
    }

    [Theory]
    [InlineData("gone", "script.imports leads to {0}/gone.js, and there is no such file")]
    [InlineData("out",
        "script.imports leads to {1}/out.js, which is outside the script's folder; only files inside it can be imported")]
    [InlineData("#lib/../../o",
        "script.imports leads to {1}/o, which is outside the script's folder; only files inside it can be imported")]
    [InlineData("lost", "script.imports puts \"n\" in its place, and there is no package \"n\" in node_modules; install it with: {2}")]
    public void ImportMap_WithATargetThatIsNotFit_IsNamedInTheRefusal(string specifier, string message)
    {
        using var folder = new TemporaryFolder();
        var map = Mapped(folder);
        var module = Load(folder, "", map);

        var refused = Assert.Throws<ScriptLoadException>(() => module.Resolve("main.js", specifier));

        var problem = string.Format(null, message, folder.Path, Path.GetDirectoryName(folder.Path), "npm install n");
        Assert.Equal($"main.js: \"{specifier}\" cannot be imported; {problem}.", refused.Message);
    }

    [Theory]
    [InlineData("/", "zod", "other/zod.js")]
    [InlineData("/", "#lib/a.js", "other/a.js")]
    [InlineData("/", "ajv", "vendor/ajv.js")]
    [InlineData("/plain", "zod", "vendor/zod.js")]
    [InlineData("/plain", "#lib/a.js", "lib/a.js")]
    public void ImportMap_OfAnEndpoint_ComesBeforeTheServers(string endpoint, string specifier, string file)
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "vendor/zod.js", "vendor/ajv.js", "lib/a.js", "other/zod.js", "other/a.js" }) Write(folder, name, "");
        var module = Load(folder, "", ImportMap.Of(TwoEndpoints(folder), endpoint));

        Assert.Equal(file, module.Resolve("main.js", specifier));
    }

    [Theory]
    [InlineData("/", "endpoints[1].imports leads to {0}/other/zod.js")]
    [InlineData("/plain", "script.imports leads to {0}/vendor/zod.js")]
    public void ImportMap_OfAnEndpoint_IsNamedInTheRefusal(string endpoint, string problem)
    {
        using var folder = new TemporaryFolder();
        var module = Load(folder, "", ImportMap.Of(TwoEndpoints(folder), endpoint));

        var refused = Assert.Throws<ScriptLoadException>(() => module.Resolve("main.js", "zod"));

        Assert.Contains(string.Format(null, problem, folder.Path), refused.Message, StringComparison.Ordinal);
    }

    private static ScriptWsOptions TwoEndpoints(TemporaryFolder folder) => new()
    {
        BaseDirectory = folder.Path,
        Script = new ScriptOptions
        {
            Imports = new Dictionary<string, string>
            {
                ["zod"] = "./vendor/zod.js",
                ["ajv"] = "./vendor/ajv.js",
                ["#lib/"] = "./lib/",
            },
        },
        Endpoints =
        [
            new() { Path = "/plain", Script = "main.js" },
            new()
            {
                Path = "/",
                Script = "main.js",
                Imports = new Dictionary<string, string> { ["zod"] = "./other/zod.js", ["#lib/"] = "./other/" },
            },
        ],
    };

    private static ImportMap Mapped(TemporaryFolder folder)
    {
        foreach (var file in new[] { "vendor/zod.js", "lib/a.js", "deeper/b.js", "node_modules/a/index.js" }) Write(folder, file, "");
        Write(folder, "node_modules/a/package.json", "{}");
        var imports = new Dictionary<string, string>
        {
            ["zod"] = "./vendor/zod.js",
            ["#lib/"] = "./lib/",
            ["#lib/deep/"] = "./deeper/",
            ["other"] = "a",
            ["gone"] = "./gone.js",
            ["out"] = "../out.js",
            ["lost"] = "n",
        };
        return new ImportMap(new ScriptOptions { Imports = imports }.Imports, folder.Path);
    }

    private static ScriptModule Load(TemporaryFolder folder, string source, ImportMap? map = null)
    {
        Write(folder, "main.js", source);
        return ScriptModule.Load(Path.Combine(folder.Path, "main.js"), "main.js", map);
    }

    private static void Write(TemporaryFolder folder, string file, string text)
    {
        var path = Path.Combine(folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static (string, string) Package(string name, string json, params (string Name, string Text)[] files) =>
        (name, string.Join('\u0001', [json, .. files.SelectMany(file => new[] { file.Name, file.Text })]));

    /// <summary>The packages as files.</summary>
    private static (string, string)[] Flat() =>
    [
        .. Files.SelectMany(package =>
        {
            var parts = package.Item2.Split('\u0001');
            var folder = $"node_modules/{package.Item1}";
            return Enumerable.Range(0, (parts.Length - 1) / 2).Select(i => ($"{folder}/{parts[(2 * i) + 1]}", parts[(2 * i) + 2]))
                .Prepend(($"{folder}/package.json", parts[0]));
        }),
    ];
}
