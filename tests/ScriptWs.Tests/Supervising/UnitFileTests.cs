using ScriptWs.Tests.Documentation;

namespace ScriptWs.Tests.Supervising;

/// <summary>The unit files under systemd/, which docs/deployment.md shows.</summary>
public sealed class UnitFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("scriptws.service")]
    [InlineData("scriptws.socket")]
    public void UnitFile_Always_IsWhatThePageShows(string file) =>
        Assert.Contains(File.ReadAllText(Repository.PathOf($"systemd/{file}")).ReplaceLineEndings("\n"), Page.Of("docs/deployment.md").Text, StringComparison.Ordinal);

    [Fact]
    public async Task UnitFiles_Always_AreFineWithSystemd()
    {
        Assert.SkipWhen(Tool.Find("systemd-analyze") is not { } analyze, "There is no systemd-analyze here.");
        foreach (var file in (string[])["scriptws.service", "scriptws.socket"])
        {
            // The program need not be there to check the rest.
            _folder.Write(file, File.ReadAllText(Repository.PathOf($"systemd/{file}")).Replace("/usr/local/bin/scriptws", "/bin/true", StringComparison.Ordinal));
        }

        var (exitCode, output) = await Tool.RunAsync("systemd-analyze", ["verify", "--man=no", Path.Combine(_folder.Path, "scriptws.socket")], _folder.Path);

        Assert.Equal((0, ""), (exitCode, output));
    }
}
