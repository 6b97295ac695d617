using ScriptWs.Configuration;

namespace ScriptWs.Tests.Http;

/// <summary>How files are answered, byte for byte.</summary>
public sealed class StaticFileTests
{
    private const string Text = "0123456789abcdefghijklmnopqrstuvwxyz";

    [Theory]
    [InlineData("GET", "/a.txt", "200")]
    [InlineData("HEAD", "/a.txt", "200")]
    [InlineData("POST", "/a.txt", "404")]
    [InlineData("GET", "/a.txt/", "404")]
    [InlineData("HEAD", "/a.txt/", "404")]
    [InlineData("GET", "/a.txt//", "404")]
    [InlineData("GET", "/a.txt/.", "404")]
    [InlineData("GET", "/x/../a.txt/", "404")]
    [InlineData("GET", "/index.html/", "404")]
    [InlineData("GET", "/link.txt/", "404")]
    [InlineData("GET", "/a.txt/more", "404")]
    [InlineData("GET", "/dir/nothing/", "404")]
    [InlineData("GET", "/empty.css", "200")]
    public async Task File_AsAFolder_IsNotThere(string method, string path, string expected)
    {
        await using var site = await StartAsync();

        var answer = await AskAsync(site, path, method: method);

        Assert.Equal(expected, answer[9..12]);
        Assert.Empty(site.Log.Warnings);
    }

    [Theory]
    [InlineData("/link.txt")]
    [InlineData("/chain.txt")]
    [InlineData("/absolute.txt")]
    [InlineData("/folder/a.txt")]
    public async Task File_BehindALink_HasItsTargetsLengthAndTag(string path)
    {
        await using var site = await StartAsync();

        var (linked, own) = (await AskAsync(site, path), await AskAsync(site, "/dir/a.txt"));
        var part = await AskAsync(site, path, "Range: bytes=10-19\r\n");
        var unchanged = await AskAsync(site, path, $"If-None-Match: {Field(own, "ETag")}\r\n");

        Assert.Equal((Field(own, "ETag"), Field(own, "Last-Modified"), "36", Text), (Field(linked, "ETag"), Field(linked, "Last-Modified"), Field(linked, "Content-Length"), BodyOf(linked)));
        Assert.Equal(("206", "abcdefghij"), (part[9..12], BodyOf(part)));
        Assert.Equal("304", unchanged[9..12]);

        site.Write("public/dir/a.txt", Text + Text);
        var changed = await AskAsync(site, path, $"If-None-Match: {Field(own, "ETag")}\r\n");
        Assert.Equal(("200", Text + Text), (changed[9..12], BodyOf(changed)));
    }

    [Theory]
    [InlineData("bytes=0-3", "206", "0123")]
    [InlineData("BYTES=0-3", "206", "0123")]
    [InlineData("bytes=-2", "206", "yz")]
    [InlineData("bytes=36-", "416", "")]
    [InlineData("items=0-3", "200", Text)]
    [InlineData("seconds=0-3", "200", Text)]
    [InlineData("bytes", "200", Text)]
    [InlineData("bytes=x-y", "200", Text)]
    [InlineData("bytes=+1-2", "200", Text)]
    [InlineData("bytes=3-1", "200", Text)]
    [InlineData("=0-3", "200", Text)]
    public async Task Range_InOtherUnitsThanBytes_IsNone(string range, string expected, string body)
    {
        await using var site = await StartAsync();

        var answer = await AskAsync(site, "/dir/a.txt", $"Range: {range}\r\n");

        Assert.Equal((expected, body), (answer[9..12], BodyOf(answer)));
    }

    [Theory]
    [InlineData("/pages", "/pages/")]
    [InlineData("/pages?q=1&r", "/pages/?q=1&r")]
    [InlineData("//pages", "/pages/")]
    [InlineData("//localhost//pages", "")]
    [InlineData("/x/..//pages", "/pages/")]
    [InlineData("/a%20%C3%BC", "/a%20%C3%BC/")]
    [InlineData("/a%20%C3%BC/", "")]
    [InlineData("/to-pages", "/to-pages/")]
    [InlineData("/dir", "")]
    public async Task Folder_WithoutItsSlash_IsRedirectedOnTheSameSchemeAndHost(string path, string location)
    {
        await using var site = await StartAsync();

        var answer = await AskAsync(site, path, "X-Forwarded-Proto: https\r\nX-Forwarded-Host: chat.example.com\r\n");

        Assert.Equal((location != "" ? "301" : path.EndsWith('/') ? "200" : "404", location), (answer[9..12], Field(answer, "Location")));
    }

    [Fact]
    public async Task Options_OfTheWholeServer_AreAnswered()
    {
        const string Ask = "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        await using var site = await StartAsync();
        await using var bare = await HttpSite.StartAsync(options => options with { Static = new Dictionary<string, string>() });

        string[] answers =
        [
            await site.SendAsync(Ask),
            await bare.SendAsync(Ask),
            (await site.SendAsync("GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n" + Ask)).Split(Text)[^1],
            await site.SendAsync(Ask.Replace("OPTIONS", "GET", StringComparison.Ordinal)),
        ];

        Assert.Equal(["204", "200", "204", "400"], answers.Select(answer => answer[9..12]));
        Assert.All(answers[..3], answer => Assert.Contains("GET", Field(answer, "Allow"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Target_LongerThanTheLimit_IsRefusedAsThat()
    {
        await using var site = await StartAsync();
        var much = new string('a', 40_000);

        foreach (var target in new[] { $"/{much}", $"/?q={much}", $"http://localhost/{much}" })
        {
            Assert.Equal("414", (await AskAsync(site, target))[9..12]);
            Assert.Contains("HTTP/1.1 414 ", await site.SendAsync($"GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\nGET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);
        }

        Assert.Equal("431", (await AskAsync(site, "/a.txt", $"X-A: {much}\r\n"))[9..12]);
    }

    private static async Task<HttpSite> StartAsync()
    {
        var site = await HttpSite.StartAsync(
            options => options with { Endpoints = [new EndpointOptions { Path = "/ws" }] },
            files: [("public/a.txt", Text), ("public/dir/a.txt", Text), ("public/index.html", "home"), ("public/pages/index.html", "page"), ("public/a ü/index.html", "page"), ("public/empty.css", "")]);
        File.CreateSymbolicLink(site.PathOf("public/link.txt"), "dir/a.txt");
        File.CreateSymbolicLink(site.PathOf("public/chain.txt"), "link.txt");
        File.CreateSymbolicLink(site.PathOf("public/absolute.txt"), site.PathOf("public/dir/a.txt"));
        Directory.CreateSymbolicLink(site.PathOf("public/folder"), "dir");
        Directory.CreateSymbolicLink(site.PathOf("public/to-pages"), "pages");
        return site;
    }

    private static Task<string> AskAsync(HttpSite site, string path, string fields = "", string method = "GET") =>
        site.SendAsync($"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{fields}Connection: close\r\n\r\n");

    private static string Field(string answer, string name) =>
        answer.Split("\r\n").FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))?[(name.Length + 2)..] ?? "";

    private static string BodyOf(string answer) => answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}
