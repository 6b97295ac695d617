using ScriptWs.Cli;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Storage;

public sealed class StorageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Storage_ImportedCheckedAndExported_IsTheSame()
    {
        const string Lines = """{"key":"a","value":[1],"endpoint":"/"}""" + "\n";
        Configure("file");

        var imported = await RunAsync("import", Lines);
        var check = await RunAsync("check");
        var exported = await RunAsync("export");

        Assert.Equal((ExitCode.Fine, ExitCode.Fine, ExitCode.Fine), (imported.ExitCode, check.ExitCode, exported.ExitCode));
        Assert.Contains("1 key imported into ", imported.Errors, StringComparison.Ordinal);
        Assert.EndsWith("storage.db is fine: 1 key.\n", check.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(Lines, exported.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Storage_InMemory_HasNoFile()
    {
        Configure("memory");

        var run = await RunAsync("export");

        Assert.Equal(ExitCode.Mendable, run.ExitCode);
        Assert.Equal("scriptws: storage.backend is \"memory\", which has no file; set it to \"file\".", run.Errors.Trim());
    }

    public void Dispose() => _folder.Dispose();

    private void Configure(string backend) => _folder.Write(
        "server.json", $$"""{ "endpoints": [{ "path": "/" }], "storage": { "backend": "{{backend}}", "path": "storage.db" } }""");

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(string action, string input = "") =>
        CliRun.RunWithInputAsync(input, "storage", action, _folder.Path);
}
