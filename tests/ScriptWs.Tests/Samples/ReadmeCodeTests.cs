using ScriptWs.Configuration;

namespace ScriptWs.Tests.Samples;

/// <summary>The code blocks of README.md, run or checked.</summary>
public sealed class ReadmeCodeTests
{
    [Fact]
    public void Configuration_AtTheRoot_IsAccepted() =>
        Assert.Empty(ScriptWsServer.Check(ServerConfiguration.Load(Repository.PathOf("server.json"))));

    [Fact]
    public void EveryCSharp_InTheReadme_IsCompiled()
    {
        var compiled = string.Concat(File.ReadLines(Repository.PathOf("tests/ScriptWs.Tests/Samples/EmbeddingSample.cs")).Select(line => line.Trim() + "\n"));

        Assert.All(Readme.Blocks("csharp"), block => Assert.Contains(block, compiled, StringComparison.Ordinal));
    }
}
