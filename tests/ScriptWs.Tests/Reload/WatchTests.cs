using ScriptWs.Configuration;

namespace ScriptWs.Tests.Reload;

/// <summary>Files that change under a running server, as editors and deployments change them.</summary>
public sealed class WatchTests
{
    private static string Version(string text) => $"export function onStart() {{ console.log('{text}'); }}\n";

    [Fact]
    public async Task Save_InPlace_GoesLive()
    {
        await using var server = await StartAsync(Version("one"));

        server.Write("main.js", Version("two"));

        Assert.Equal("two", await server.LineAsync("two"));
    }

    [Fact]
    public async Task Save_ByRename_GoesLive()
    {
        await using var server = await StartAsync(Version("one"));

        server.Write("main.js.tmp", Version("two"));
        File.Move(Path.Combine(server.Folder, "main.js.tmp"), Path.Combine(server.Folder, "main.js"), overwrite: true);

        Assert.Equal("two", await server.LineAsync("two"));
    }

    [Fact]
    public async Task Save_OfTheSameSizeAndTime_GoesLive()
    {
        await using var server = await StartAsync(Version("one"));
        var (file, next) = (Path.Combine(server.Folder, "main.js"), Path.Combine(server.Folder, "main.js.tmp"));
        server.Write("main.js.tmp", Version("two"));
        File.SetLastWriteTimeUtc(next, File.GetLastWriteTimeUtc(file));
        Assert.Equal(new FileInfo(file).Length, new FileInfo(next).Length);

        File.Move(next, file, overwrite: true);

        Assert.Equal("two", await server.LineAsync("two"));
    }

    [Fact]
    public async Task Save_OfDataThatIsImported_GoesLive()
    {
        await using var server = await StartAsync(Version("one"));
        server.Write("words.json", "{ \"word\": \"two\" }");
        server.Write("main.js", "import data from './words.json' with { type: 'json' }; export function onStart() { console.log(data.word); }");
        await server.LineAsync("two");

        server.Write("words.json", "{ \"word\": \"three\" }");

        Assert.Equal("three", await server.LineAsync("three"));
    }

    [Fact]
    public async Task Save_OfAnImportThatWasMissing_GoesLive()
    {
        await using var server = await StartAsync(Version("one"));
        server.Write("main.js", "import { say } from './lib/say.js'; export function onStart() { say(); }");
        await server.LineAsync("\"./lib/say.js\" cannot be imported");

        Directory.CreateDirectory(Path.Combine(server.Folder, "lib"));
        server.Write("lib/say.js", "export const say = () => console.log('from a new file');");
        await server.LineAsync("from a new file");
        server.Write("lib/say.js", "export const say = () => console.log('and again');");

        Assert.Equal("and again", await server.LineAsync("and again"));
    }

    [Fact]
    public async Task Folder_SwappedByALink_GoesLive()
    {
        using var site = new TemporaryFolder();
        foreach (var release in new[] { "1", "2" })
        {
            Directory.CreateDirectory(Path.Combine(site.Path, release));
            site.Write($"{release}/main.js", Version($"release {release}"));
        }

        Directory.CreateSymbolicLink(Path.Combine(site.Path, "current"), Path.Combine(site.Path, "1"));
        await using var server = await StartAsync(Version("unused"), options => options with
        {
            BaseDirectory = site.Path,
            Endpoints = [new EndpointOptions { Script = "current/main.js" }],
        });

        Directory.CreateSymbolicLink(Path.Combine(site.Path, "next"), Path.Combine(site.Path, "2"));
        await Tool.RunAsync("mv", ["-T", "next", "current"], site.Path);

        Assert.Equal("release 2", await server.LineAsync("release 2"));
    }

    [Fact]
    public async Task Folder_MadeAnew_GoesLiveAndIsWatchedOn()
    {
        using var site = new TemporaryFolder();
        var scripts = Path.Combine(site.Path, "scripts");
        Directory.CreateDirectory(scripts);
        site.Write("scripts/main.js", Version("one"));
        await using var server = await StartAsync(Version("unused"), options => options with
        {
            BaseDirectory = site.Path,
            Endpoints = [new EndpointOptions { Script = "scripts/main.js" }],
        });

        Directory.CreateDirectory(Path.Combine(site.Path, "scripts.new"));
        site.Write("scripts.new/main.js", Version("two"));
        Directory.Move(scripts, scripts + ".old");
        Directory.Move(scripts + ".new", scripts);
        await server.LineAsync("two");
        site.Write("scripts/main.js", Version("three"));

        Assert.Equal("three", await server.LineAsync("three"));
    }

    [Fact]
    public async Task Save_WithWatchOff_WaitsForReloadAsync()
    {
        await using var server = await ReloadedServer.StartAsync(Version("one"));

        server.Write("main.js", Version("two"));
        await server.ReloadAsync();

        Assert.Single(server.Log, line => line.Contains("went live", StringComparison.Ordinal));
    }

    private static Task<ReloadedServer> StartAsync(string source, Func<ScriptWsOptions, ScriptWsOptions>? configure = null) =>
        ReloadedServer.StartAsync(source, options =>
        {
            options = options with { Script = options.Script with { Watch = true, Debounce = TimeSpan.FromMilliseconds(20) } };
            return configure is null ? options : configure(options);
        });
}
