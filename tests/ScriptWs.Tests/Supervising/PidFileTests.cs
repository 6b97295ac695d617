using ScriptWs.Cli;
using ScriptWs.Cli.Supervising;

namespace ScriptWs.Tests.Supervising;

/// <summary>What <c>supervision.pidFile</c> may lead to.</summary>
public sealed class PidFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PidFileTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Nothing is supervised here.");

    private string PidPath => Path.Combine(_folder.Path, "scriptws.pid");

    [Fact]
    public void File_ThatIsNotThere_IsCreatedAndRemoved()
    {
        using (PidFile.Hold(PidPath)) Assert.Equal(Environment.ProcessId, PidFile.Read(PidPath));

        Assert.False(File.Exists(PidPath));
    }

    [Theory]
    [InlineData("4711\n")]
    [InlineData("")]
    public void File_LeftBehind_IsReplaced(string content)
    {
        File.WriteAllText(PidPath, content);

        using var held = PidFile.Hold(PidPath);

        Assert.Equal(Environment.ProcessId, PidFile.Read(PidPath));
    }

    [Theory]
    [InlineData("victim")]
    [InlineData("not-there")]
    public void Link_Always_IsRefused(string target)
    {
        var victim = Path.Combine(_folder.Path, "victim");
        File.WriteAllText(victim, "4711\n");
        File.CreateSymbolicLink(PidPath, Path.Combine(_folder.Path, target));

        var problem = Assert.Throws<CommandException>(() => PidFile.Hold(PidPath));

        Assert.Equal($"{PidPath} (supervision.pidFile) is a link, which is not followed; remove it, or name the file itself.", problem.Message);
        Assert.Equal("4711\n", File.ReadAllText(victim));
        Assert.False(File.Exists(Path.Combine(_folder.Path, "not-there")));
    }

    [Theory]
    [InlineData("{ \"endpoints\": [] }")]
    [InlineData("12345678901234567")]
    [InlineData("x")]
    public void File_WithSomethingElse_IsNotOverwritten(string content)
    {
        File.WriteAllText(PidPath, content);

        var problem = Assert.Throws<CommandException>(() => PidFile.Hold(PidPath));

        Assert.Equal($"{PidPath} (supervision.pidFile) holds something other than a process number and is not overwritten; remove it, or name another file.", problem.Message);
        Assert.Equal(content, File.ReadAllText(PidPath));
    }

    [Fact]
    public void Folder_ThatIsNotThere_IsToldAtOnce()
    {
        var problem = Assert.Throws<CommandException>(() => PidFile.Hold(Path.Combine(_folder.Path, "none/scriptws.pid")));

        Assert.Contains("(supervision.pidFile) cannot be written: ", problem.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Mendable, problem.ExitCode);
    }

    [Fact]
    public void Read_OfALink_FindsNobody()
    {
        using var held = PidFile.Hold(Path.Combine(_folder.Path, "real.pid"));
        File.CreateSymbolicLink(PidPath, Path.Combine(_folder.Path, "real.pid"));

        Assert.Equal($"no supervising process runs that holds {PidPath} (supervision.pidFile).", Assert.Throws<CommandException>(() => PidFile.Read(PidPath)).Message);
    }

    public void Dispose() => _folder.Dispose();
}
