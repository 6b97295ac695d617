using ScriptWs.Http.Serving;

namespace ScriptWs.Tests.Http;

/// <summary>What of a folder is public, links included.</summary>
public sealed class PublicFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PublicFolderTests()
    {
        foreach (var file in new[] { "public/a.txt", "public/sub/b.txt", "public/.hidden", "public/.well-known/c.txt", "secret/d.txt", "public-too/e.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.WriteAllText(PathOf(file), file);
        }

        File.CreateSymbolicLink(PathOf("public/inside.txt"), PathOf("public/a.txt"));
        File.CreateSymbolicLink(PathOf("public/outside.txt"), PathOf("secret/d.txt"));
        File.CreateSymbolicLink(PathOf("public/relative.txt"), "../secret/d.txt");
        File.CreateSymbolicLink(PathOf("public/loop.txt"), "loop.txt");
        Directory.CreateSymbolicLink(PathOf("public/out"), PathOf("secret"));
        Directory.CreateSymbolicLink(PathOf("public/beside"), PathOf("public-too"));
        Directory.CreateSymbolicLink(PathOf("linked"), PathOf("public"));
    }

    [Theory]
    [InlineData("/a.txt", true)]
    [InlineData("/sub/b.txt", true)]
    [InlineData("/.well-known/c.txt", true)]
    [InlineData("/inside.txt", true)]
    [InlineData("/.hidden", false)]
    [InlineData("/sub", false)]
    [InlineData("/outside.txt", false)]
    [InlineData("/relative.txt", false)]
    [InlineData("/loop.txt", false)]
    [InlineData("/out/d.txt", false)]
    [InlineData("/beside/e.txt", false)]
    [InlineData("/../secret/d.txt", false)]
    [InlineData("/..\\secret\\d.txt", false)]
    [InlineData("/a.txt\0.html", false)]
    [InlineData("/a.txt::$DATA", false)]
    public void File_OfTheFolder_IsThereOrNot(string path, bool expected)
    {
        using var folder = new PublicFolder(PathOf("public"));
        using var linked = new PublicFolder(PathOf("linked"));

        Assert.Equal((expected, expected), (folder.GetFileInfo(path).Exists, linked.GetFileInfo(path).Exists));
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/sub/", true)]
    [InlineData("/out/", false)]
    [InlineData("/..", false)]
    public void Folder_OfTheFolder_IsThereOrNot(string path, bool expected)
    {
        using var folder = new PublicFolder(PathOf("public"));

        Assert.Equal(expected, folder.GetDirectoryContents(path).Exists);
    }

    public void Dispose() => _folder.Dispose();

    private string PathOf(string file) => Path.Combine(_folder.Path, file);
}
