using ScriptWs.Configuration;
using ScriptWs.Tests.Samples;

namespace ScriptWs.Tests.Documentation;

/// <summary>The server.json of all pages: each is accepted, with the scripts that it names.</summary>
public sealed class PageConfigurationTests
{
    /// <summary>What may follow a fence; CONTRIBUTING.md tells how each is checked.</summary>
    private static readonly string[] Kinds =
    [
        "", "text", "text package", "console", "sh", "js", "js page", "js package", "js steps", "ts",
        "json", "json log", "csharp", "gherkin", "xml", "html",
        "ini", "nginx", "haproxy", "caddyfile", "yaml",
    ];

    public static TheoryData<string> PagesWithConfigurations =>
        [.. Page.WithCode.Where(page => page.Blocks.Any(block => block.IsConfiguration)).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(PagesWithConfigurations))]
    public void EveryConfiguration_OfThePage_IsAccepted(string path)
    {
        using var folder = new PageFolder();
        var page = Page.Of(path);
        folder.WriteScripts(page);
        if (page.Text.Contains(PageFolder.Orders, StringComparison.Ordinal)) folder.WriteOrders();

        foreach (var block in page.Blocks.Where(block => block.IsConfiguration))
        {
            folder.Write("server.json", block.Text);
            var options = ServerConfiguration.Load(folder.PathOf("server.json"));
            Assert.Empty(ScriptWsServer.Check(options with { Script = options.Script with { LoadTimeout = Patience.Script.LoadTimeout } }));
        }
    }

    [Fact]
    public void EveryBlock_OfEveryPage_IsOfAKnownKind() =>
        Assert.Empty(Page.WithCode.SelectMany(page => page.Blocks).Select(block => block.Kind)
            .Except(Kinds));

    [Fact]
    public void ServerJson_AtTheRoot_IsAccepted() =>
        Assert.Empty(ScriptWsServer.Check(ServerConfiguration.Load(Repository.PathOf("server.json")) with { Script = Patience.Script }));
}
