namespace ScriptWs.Tests.Documentation;

/// <summary>The scripts of all pages: each is loaded, and what a page shows of clients is played.</summary>
public sealed class PageScriptTests
{
    public static TheoryData<string> PagesWithScripts =>
        [.. Page.WithCode.Where(page => page.Blocks.Any(block => block.Kind == "js")).Select(page => page.Path)];

    public static TheoryData<string> PagesWithConversations =>
        [.. Page.WithCode.Where(page => page.Blocks.Any(block => block.IsConversation)).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(PagesWithScripts))]
    public async Task EveryScript_OfThePage_Loads(string path)
    {
        using var folder = new PageFolder();
        var page = Page.Of(path);
        folder.WriteScripts(page);

        foreach (var block in page.Blocks.Where(block => block.Kind == "js" && block.Text.Contains("export ", StringComparison.Ordinal)))
        {
            folder.Write("entry.js", HasHandler(block) ? block.Text : $"{block.Text}\nexport function onStart() {{}}");
            await using var server = await Samples.SampleServer.StartAsync(folder.Path, "entry.js");
        }
    }

    [Theory]
    [MemberData(nameof(PagesWithConversations))]
    public async Task EveryConversation_OfThePage_GoesAsShown(string path)
    {
        var page = Page.Of(path);
        await using var conversation = new Conversation(page);

        foreach (var block in page.Blocks.Where(block => block.IsConversation))
            await conversation.PlayAsync(block);
    }

    [Fact]
    public async Task EveryConversation_OfARecipeWithPackages_GoesAsShown()
    {
        var page = Page.Of("docs/recipes.md");
        await using var conversation = new Conversation(page);
        conversation.Install("zod");
        var blocks = page.Blocks.Where(block => block.IsConversationWithPackages).ToList();

        Assert.NotEmpty(blocks);
        foreach (var block in blocks) await conversation.PlayAsync(block);
    }

    [Fact]
    public void EveryRecipe_IsAFile()
    {
        var shown = Page.Of("docs/recipes.md").Blocks.Where(block => block.FileName is not null)
            .ToDictionary(block => block.FileName!, block => block.Text);

        var files = Repository.Files("docs/recipes", "*.js")
            .ToDictionary(path => Path.GetFileName(path), path => File.ReadAllText(Repository.PathOf(path)).TrimEnd());

        Assert.Equal(files, shown);
    }

    /// <summary>What a page in a browser does, or uses packages that are not here; it must be JavaScript.</summary>
    [Fact]
    public void EveryBrowserScript_IsJavaScript()
    {
        var scripts = Page.WithCode.SelectMany(page => page.Blocks).Where(block => block.Kind is "js page" or "js package").ToList();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Jint.Engine.PrepareModule(script.Text));
    }

    private static bool HasHandler(PageBlock block) =>
        ((string[])["function", "async function", "const"]).Any(kind => block.Text.Contains($"export {kind} on", StringComparison.Ordinal));
}
