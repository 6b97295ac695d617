using System.Net.Sockets;
using ScriptWs.Http.Serving;

namespace ScriptWs.Tests.Http;

/// <summary>What of a folder is public, links included.</summary>
public sealed class PublicFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PublicFolderTests()
    {
        foreach (var file in new[] { "public/a.txt", "public/sub/b.txt", "public/.hidden", "public/.well-known/c.txt", "secret/d.txt", "public-too/e.txt", "public/pages/index.html", "public/indexed/index.html/f.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.WriteAllText(PathOf(file), file);
        }

        File.CreateSymbolicLink(PathOf("public/inside.txt"), PathOf("public/a.txt"));
        File.CreateSymbolicLink(PathOf("public/twice.txt"), "inside.txt");
        Directory.CreateSymbolicLink(PathOf("public/to-sub"), "sub");
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
    [InlineData("/a.txt/", false)]
    [InlineData("/a.txt/more", false)]
    [InlineData("//a.txt", false)]
    [InlineData("/./a.txt", false)]
    [InlineData("/sub//b.txt", false)]
    public void File_OfTheFolder_IsThereOrNot(string path, bool expected)
    {
        var folder = new PublicFolder("", PathOf("public"));
        var linked = new PublicFolder("/at", PathOf("linked"));

        Assert.Equal((expected, expected), (folder.Find(path) is not null, linked.Find("/at" + path) is not null));
    }

    [Theory]
    [InlineData("/", false)]
    [InlineData("/sub/", false)]
    [InlineData("/pages/", true)]
    [InlineData("/pages", true)]
    [InlineData("/indexed/", false)]
    [InlineData("/out/", false)]
    [InlineData("/..", false)]
    public void Folder_WithAPage_IsThere(string path, bool expected)
    {
        var file = new PublicFolder("", PathOf("public")).Find(path);

        Assert.Equal(expected, file is not null);
        Assert.Equal(expected && !path.EndsWith('/'), file is { IsFolder: true });
    }

    [Theory]
    [InlineData("/inside.txt", "/a.txt")]
    [InlineData("/twice.txt", "/a.txt")]
    [InlineData("/to-sub/b.txt", "/sub/b.txt")]
    [InlineData("/pages/", "/pages/index.html")]
    public void File_BehindALink_HasThePathWithoutIt(string path, string expected)
    {
        var folder = new PublicFolder("/at", PathOf("public"));

        Assert.Equal("/at" + expected, folder.PathOf(folder.Find("/at" + path)!.RealPath));
    }

    [Fact]
    public async Task PipeSocketAndDevice_InTheFolder_AreNotThere()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo and Unix sockets with names");
        await Tool.RunAsync("mkfifo", [PathOf("public/pipe"), PathOf("public/sub/index.html")], PathOf("public"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(PathOf("public/socket")));
        var (folder, devices) = (new PublicFolder("", PathOf("public")), new PublicFolder("", "/dev"));

        PublicFile?[] found = [folder.Find("/pipe"), folder.Find("/socket"), folder.Find("/sub/"), folder.Find("/sub"), devices.Find("/null"), devices.Find("/zero"), devices.Find("/tty")];

        Assert.All(found, Assert.Null);
    }

    public void Dispose() => _folder.Dispose();

    private string PathOf(string file) => Path.Combine(_folder.Path, file);
}
