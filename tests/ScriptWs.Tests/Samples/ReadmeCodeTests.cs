using System.Security.Cryptography.X509Certificates;
using ScriptWs.Configuration;
using ScriptWs.Tests.Tls;

namespace ScriptWs.Tests.Samples;

/// <summary>The code blocks of README.md, run or checked.</summary>
public sealed class ReadmeCodeTests
{
    [Fact]
    public async Task Script_OfTheFirstPage_DoesWhatItSays()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "hello.js", Readme.Blocks("js").First());
        await using var server = await SampleServer.StartAsync(folder.Path, "hello.js");
        using var anna = await server.ConnectAsync();
        Assert.Equal("There are 1 of us.", await anna.ReceiveTextAsync());
        using var bert = await server.ConnectAsync();
        Assert.Equal("There are 2 of us.", await bert.ReceiveTextAsync());

        await bert.SendAsync("hello");

        Assert.Equal("somebody: hello", await anna.ReceiveTextAsync());
    }

    [Fact]
    public async Task EveryScript_InTheReadme_Loads()
    {
        using var folder = new TemporaryFolder();

        foreach (var script in Readme.Blocks("js"))
        {
            await WriteAsync(folder, "script.js", script);
            await using var server = await SampleServer.StartAsync(folder.Path, "script.js");
        }
    }

    [Fact]
    public async Task EveryConfiguration_InTheReadme_IsAccepted()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "scripts", "public"));
        foreach (var script in Directory.GetFiles(Repository.PathOf("scripts"), "*.js"))
            File.Copy(script, Path.Combine(folder.Path, "scripts", Path.GetFileName(script)));

        WriteCertificate(Directory.CreateDirectory(Path.Combine(folder.Path, "certs")).FullName);
        using var keys = new Authentication.TokenForge();
        folder.Write("keys.json", keys.KeySet());
        foreach (var block in Readme.Blocks("json"))
        {
            var file = await WriteAsync(folder, "server.json", block);
            Assert.Empty(ScriptWsServer.Check(ServerConfiguration.Load(file)));
        }
    }

    private static void WriteCertificate(string folder)
    {
        using var issuer = new Issuer();
        using var certificate = issuer.Sign(["localhost"]);
        var (pem, key) = (certificate.ExportCertificatePem(), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "server.pem"), pem);
        File.WriteAllText(Path.Combine(folder, "server.key"), key);
        File.WriteAllText(Path.Combine(folder, "example.pem"), $"{pem}\n{key}");
        File.WriteAllText(Path.Combine(folder, "clients.pem"), issuer.Root.ExportCertificatePem());
    }

    [Fact]
    public void Configuration_AtTheRoot_IsAccepted() =>
        Assert.Empty(ScriptWsServer.Check(ServerConfiguration.Load(Repository.PathOf("server.json")) with { Script = Patience.Script }));

    [Fact]
    public void EveryCSharp_InTheReadme_IsCompiled()
    {
        var compiled = string.Concat(Directory.EnumerateFiles(Repository.PathOf("tests/ScriptWs.Tests/Samples"), "*Sample.cs").SelectMany(file => File.ReadLines(file)).Select(line => line.Trim() + "\n"));

        Assert.All(Readme.Blocks("csharp"), block => Assert.Contains(string.Concat(block.TrimEnd().Split('\n').Select(line => line.Trim() + "\n")), compiled, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryCommand_InTheReadme_Exists()
    {
        var commands = Readme.Blocks("sh").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();

        foreach (var words in commands.Select(command => command.Replace("dotnet run --project src/ScriptWs.Cli --", "scriptws", StringComparison.Ordinal).Split(' ')))
        {
            if (words[0] == "scriptws")
                await AssertKnownAsync(words);
            else
                Assert.All(words.Where(IsOurs), path => Assert.True(Path.Exists(Repository.PathOf(path)), $"{path} is not there."));
        }
    }

    /// <summary>The command's help names the subcommand's options.</summary>
    private static async Task AssertKnownAsync(string[] words)
    {
        var command = Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll");
        var (exitCode, help) = await Tool.RunAsync("dotnet", ["exec", command, words[1], "--help"], AppContext.BaseDirectory);

        Assert.Equal((0, ""), (exitCode, exitCode == 0 ? "" : help));
        var (settings, options) = (words.Where(IsSetting).Select(word => word[2..].Replace(':', '.')), words.Where(word => word.StartsWith("--", StringComparison.Ordinal) && !IsSetting(word)));
        Assert.All(options, option => Assert.Contains(option, help, StringComparison.Ordinal));
        Assert.All(settings, setting => Assert.Contains(ServerSettings.All, place => place.Path == setting));
    }

    /// <summary>As in <c>--limits:maxConnections</c>.</summary>
    private static bool IsSetting(string word) => word.StartsWith("--", StringComparison.Ordinal) && word.Contains(':');

    private static bool IsOurs(string word) =>
        word.StartsWith("src/", StringComparison.Ordinal) || word.StartsWith("tests/", StringComparison.Ordinal);

    private static async Task<string> WriteAsync(TemporaryFolder folder, string name, string content)
    {
        var path = Path.Combine(folder.Path, name);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
