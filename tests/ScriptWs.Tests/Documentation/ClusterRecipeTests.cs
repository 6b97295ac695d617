using ScriptWs.Configuration;
using ScriptWs.Tests.Samples;

namespace ScriptWs.Tests.Documentation;

/// <summary>The files of docs/recipes/cluster, which docs/cluster.md shows. nginx and HAProxy run theirs (ClusterPageTests).</summary>
public sealed class ClusterRecipeTests
{
    private const string Folder = "docs/recipes/cluster";

    [Fact]
    public void ServerJson_OfTheRecipe_IsAccepted()
    {
        var options = ServerConfiguration.Load(Repository.PathOf($"{Folder}/server.json"));

        Assert.Empty(ScriptWsServer.Check(options with { Listen = [new ListenOptions { Port = 0 }], Script = Patience.Script }));
    }

    [Theory]
    [InlineData("compose.yaml", "yaml")]
    [InlineData("nginx.conf", "nginx")]
    [InlineData("haproxy.cfg", "haproxy")]
    public void File_IsShownAsItIs(string file, string kind)
    {
        var text = File.ReadAllText(Repository.PathOf($"{Folder}/{file}")).TrimEnd();

        Assert.Contains(text, Page.Of("docs/cluster.md").Blocks.Where(block => block.Kind == kind).Select(block => block.Text.TrimEnd()));
    }

    /// <summary>What one file names must be in the others: there is no check of the whole without containers.</summary>
    [Fact]
    public void Compose_NamesWhatTheOtherFilesExpect()
    {
        var compose = File.ReadAllText(Repository.PathOf($"{Folder}/compose.yaml"));
        var options = ServerConfiguration.Load(Repository.PathOf($"{Folder}/server.json"));
        var services = compose.Split('\n').Where(static line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ')
            .Select(static line => line.Trim().TrimEnd(':'));

        Assert.Equal(["redis", "chat", "nginx"], services);
        Assert.Equal("redis://redis:6379", options.Cluster.Url);
        Assert.Contains("command: run /data/cluster/server.json", compose, StringComparison.Ordinal);
        foreach (var proxy in (string[])["nginx.conf", "haproxy.cfg"])
        {
            var text = File.ReadAllText(Repository.PathOf($"{Folder}/{proxy}"));
            Assert.Contains($"chat:{options.Listen[0].Port}", text, StringComparison.Ordinal);
        }
    }
}
