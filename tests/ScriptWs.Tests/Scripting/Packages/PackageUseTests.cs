using ScriptWs.Configuration;

namespace ScriptWs.Tests.Scripting.Packages;

/// <summary>Packages from npm in a handler: the same use of each in Node.js gives the same answer.</summary>
public sealed class PackageUseTests
{
    private const string Folder = "tests/ScriptWs.Tests";

    private const string Uses = $"{Folder}/Scripting/Packages/Uses";

    [Theory]
    [InlineData("ajv")]
    [InlineData("cborg")]
    [InlineData("date-fns")]
    [InlineData("immer")]
    [InlineData("jose")]
    [InlineData("lib0")]
    [InlineData("lodash-es")]
    [InlineData("marked")]
    [InlineData("msgpack")]
    [InlineData("msgpackr")]
    [InlineData("nanoid")]
    [InlineData("rxjs")]
    [InlineData("superjson")]
    [InlineData("uuid")]
    [InlineData("valibot")]
    [InlineData("y-protocols")]
    [InlineData("yjs")]
    [InlineData("zod")]
    public async Task Package_ImportedAsItIs_AnswersAsInNode(string name)
    {
        NodeTools.Installed("zod/package.json");
        var expected = await InNodeAsync(name);

        var answer = await InServerAsync(Repository.PathOf(Folder), "package-uses.mjs", name);

        Assert.Equal(expected, answer);
    }

    [Theory]
    [InlineData("jsonata", "jsonata")]
    [InlineData("protobufjs", "protobufjs/minimal.js")]
    public async Task Package_OfCommonJs_AnswersAsInNodeOnceItIsBundled(string name, string specifier)
    {
        using var folder = new TemporaryFolder();
        var bundler = NodeTools.Installed("esbuild/bin/esbuild");
        var expected = await InNodeAsync(name);
        var bundle = Path.Combine(folder.Path, "bundle.js");
        string[] arguments = [specifier, "--bundle", "--format=esm", $"--outfile={bundle}"];
        var bundled = await Tool.RunAsync(bundler, arguments, Repository.PathOf(Folder));
        File.Copy(Repository.PathOf($"{Uses}/{name}.mjs"), Path.Combine(folder.Path, "use.mjs"));
        folder.Write("main.js", "import use from './use.mjs'; export const onMessage = async (c) => c.send(JSON.stringify(await use()));");

        var answer = await InServerAsync(folder.Path, "main.js", name, new Dictionary<string, string> { [specifier] = "./bundle.js" });

        Assert.Equal(0, bundled.ExitCode);
        Assert.Equal(expected, answer);
    }

    [Theory]
    [InlineData("jsonata")]
    [InlineData("protobufjs")]
    public async Task Package_OfCommonJs_IsRefusedWithTheCommandThatBundlesIt(string name)
    {
        NodeTools.Installed("zod/package.json");

        var answer = await InServerAsync(Repository.PathOf(Folder), "package-uses.mjs", name);

        Assert.Contains("is CommonJS (it contains \"module.exports\"); bundle it with: npx esbuild ", answer, StringComparison.Ordinal);
    }

    private static async Task<string> InNodeAsync(string name)
    {
        Assert.SkipUnless(Tool.Find("node") is not null, "Node.js is not installed.");
        var (exitCode, output) = await Tool.RunAsync(Tool.Find("node")!, ["run.mjs", $"./{name}.mjs"], Repository.PathOf(Uses));
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }

    private static async Task<string> InServerAsync(string folder, string script, string text, Dictionary<string, string>? imports = null)
    {
        var options = new ScriptWsOptions
        {
            BaseDirectory = folder,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = script }],
            Script = Patience.Script with { Watch = false, Imports = imports ?? [], Memory = 512 << 20 },
        };
        await using var server = await ScriptWsServer.StartAsync(options, cancellationToken: TestContext.Current.CancellationToken);
        using var client = await DotNetClient.ConnectAsync(server.Addresses[0]);
        await client.SendAsync(text);
        return await client.ReceiveTextAsync();
    }
}
