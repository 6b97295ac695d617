using System.Text.RegularExpressions;
using System.Xml.Linq;
using ScriptWs.Configuration;
using ScriptWs.Tests.Samples;

namespace ScriptWs.Tests.Documentation;

/// <summary>The files of docs/recipes/cluster, which docs/cluster.md shows. nginx and HAProxy run theirs (ClusterPageTests).</summary>
public sealed partial class ClusterRecipeTests
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

        Assert.Contains("stop_grace_period: 40s", compose, StringComparison.Ordinal);
        Assert.True(options.Shutdown.Grace < TimeSpan.FromSeconds(40));
    }

    /// <summary>The image is the one that the container target makes, and what is mounted is here.</summary>
    [Fact]
    public void Compose_NamesWhatThisRepositoryHas()
    {
        var compose = File.ReadAllText(Repository.PathOf($"{Folder}/compose.yaml"));
        var command = XDocument.Load(Repository.PathOf("src/ScriptWs.Cli/ScriptWs.Cli.csproj"));
        var mounts = Mount().Matches(compose).Select(static mount => (Here: mount.Groups[1].Value, There: mount.Groups[2].Value)).ToArray();
        var nginx = Assert.Single(mounts, static mount => mount.There.StartsWith("/etc/nginx/", StringComparison.Ordinal));
        var data = Assert.Single(mounts, static mount => mount.There == "/data");

        Assert.Contains($"    image: {command.Descendants("ContainerRepository").Single().Value}\n", compose, StringComparison.Ordinal);
        Assert.True(File.Exists(Repository.PathOf($"{Folder}/{nginx.Here}")));
        Assert.True(File.Exists(Repository.PathOf($"{Folder}/{data.Here}/cluster/server.json")));
        Assert.Contains("ports: [\"8080:80\"]", compose, StringComparison.Ordinal);
        Assert.Contains("listen 80;", File.ReadAllText(Repository.PathOf($"{Folder}/nginx.conf")), StringComparison.Ordinal);
    }

    [GeneratedRegex("volumes: \\[\"([^:]+):([^:]+):ro\"\\]")]
    private static partial Regex Mount();
}
