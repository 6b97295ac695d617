namespace ScriptWs.Tests.Documentation;

/// <summary>Every link of every page leads to a file that exists, and to one of its headings.</summary>
public sealed class PageLinkTests
{
    [Fact]
    public void EveryLink_OfEveryPage_LeadsSomewhere()
    {
        var broken = from page in Page.All
                     from link in page.Links
                     where !link.Target.StartsWith('{') // of a template
                     let parts = link.Target.Split('#')
                     let file = parts[0].Length == 0 ? page.Path : Relative(page.Path, parts[0])
                     where !Path.Exists(Repository.PathOf(file)) || (parts.Length > 1 && !HasAnchor(file, parts[1]))
                     select $"{page.Path}:{link.Line}: {link.Target}";

        Assert.Empty(broken);
    }

    [Fact]
    public void EveryPage_OfDocs_IsInTheIndex()
    {
        var index = Page.Of("docs/README.md").Links.Select(link => link.Target).ToHashSet();

        var missing = Page.All.Where(page => Path.GetDirectoryName(page.Path) == "docs" && page.Path != "docs/README.md")
            .Select(page => Path.GetFileName(page.Path)).Except(index);

        Assert.Empty(missing);
    }

    private static string Relative(string page, string target)
    {
        var folder = Repository.PathOf(Path.GetDirectoryName(page)!);
        return Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(folder, target))).Replace('\\', '/');
    }

    private static bool HasAnchor(string file, string anchor) =>
        Page.All.FirstOrDefault(page => page.Path == file)?.Anchors.Contains(anchor) ?? false;
}
