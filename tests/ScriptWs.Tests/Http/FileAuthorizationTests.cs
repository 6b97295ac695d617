using CsCheck;
using ScriptWs.Configuration;
using ScriptWs.Tests.Authentication;
using ScriptWs.Tests.Protocol;

namespace ScriptWs.Tests.Http;

/// <summary>No spelling of a path serves a file to a client that the rules keep from it.</summary>
public sealed class FileAuthorizationTests
{
    private const string Bob = "bob", Alice = "alice";

    /// <summary>Each file says who may read it: everybody, users, or users with the role.</summary>
    private static readonly (string Path, string Text)[] Files =
    [
        ("public/a.txt", "open"), ("public/index.html", "open"), ("public/open/a.txt", "open"),
        ("public/private/a.txt", "users"), ("public/private/index.html", "users"), ("public/private/deep/a.txt", "users"),
        ("public/a/b/c.txt", "role"), ("public/a/b/index.html", "role"), ("public/private/open/a.txt", "open"),
        ("public/one.txt", "role"), ("public/a b/ü.txt", "users"), ("other/a.txt", "users"),
    ];

    private static readonly Gen<string[]> Names = Gen.OneOf(
        Gens.Among(
            "a.txt", "private/a.txt", "private/index.html", "private/deep/a.txt", "private/", "a/b/c.txt", "a/b/", "one.txt", "other/a.txt", "a b/ü.txt", "private/open/a.txt",
            "files/private/a.txt", "link/a.txt", "link/", "linked.txt", "role/c.txt", "up/a/b/c.txt", "hop/c.txt", "up/up/private/", "private/up.txt", "files/role/").Select(path => path.Split('/')),
        Gens.Among("private", "a", "b", "files", "link", "up", "a.txt", "c.txt", "index.html", "one.txt").Array[1, 4]);

    private static readonly Gen<string> Noise = Gens.Among("", ".", "x/..", "%2e", "private/..", "..", "%2E%2e", ".%2e", "...", "..;", "%2f", "%5c", "..%2f", "%00", "%252e%252e", "%c0%ae", "*");

    private static readonly Gen<string> Target =
        from names in Names
        from spelling in Gen.Int[0, 9].Array[6]
        from noise in Gen.Select(Gen.Int[0, 5], Noise).Array[0, 2]
        from form in Gens.Among("/", "/", "/", "//", "http://localhost/", "http://localhost//", "HTTP://localhost/")
        from end in Gens.Among("", "", "", "", "/", "//", "/.", "?q=1", "?/../a.txt", "%2f", "%20", ".", "#x")
        select form + string.Join('/', Mixed([.. names.Select((name, i) => Spell(name, spelling[i]))], noise)) + end;

    [Fact]
    public async Task File_AtAnySpellingOfItsPath_IsServedToThoseWhoMayReadIt()
    {
        await using var site = await StartAsync();
        var served = new Dictionary<(string, string), int>();

        await Target.SampleAsync(
            async target =>
            {
                foreach (var user in new[] { "", Bob, Alice })
                {
                    var text = (await AskAsync(site, target, user)).Split("\r\n\r\n")[^1];
                    var later = (await AskAsync(site, target, user, "GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")).Split("\r\n\r\n")[^1];
                    foreach (var body in new[] { text, later })
                    {
                        Assert.False(body == "users" && user == "", $"{target} is served to everybody");
                        Assert.False(body == "role" && user != Alice, $"{target} is served to {user}");
                        lock (served) served[(user, body)] = served.GetValueOrDefault((user, body)) + 1;
                    }
                }
            },
            iter: 400, threads: 2);

        // The generator finds the files at all: those who may read them do.
        Assert.True(served.GetValueOrDefault((Alice, "role")) > 0 && served.GetValueOrDefault((Bob, "users")) > 0 && served.GetValueOrDefault(("", "open")) > 0);
    }

    [Theory]
    [InlineData("/private/a.txt", "401 200 200")]
    [InlineData("//private/a.txt", "401 200 200")]
    [InlineData("/x/..//private/a.txt", "401 200 200")]
    [InlineData("/.//private/a.txt", "401 200 200")]
    [InlineData("/%70rivate/a.txt", "401 200 200")]
    [InlineData("/%2e/private/./a.txt", "401 200 200")]
    [InlineData("/PRIVATE/a.txt", "401 404 404")]
    [InlineData("/private%2fa.txt", "404 404 404")]
    [InlineData("/private%5ca.txt", "404 404 404")]
    [InlineData("http://localhost//private/a.txt", "401 200 200")]
    [InlineData("http://localhost?x=/private/a.txt", "200 200 200")]
    [InlineData("/private//", "401 200 200")]
    [InlineData("/private", "401 301 301")]
    [InlineData("/a//b/c.txt", "401 403 200")]
    [InlineData("/private/open/a.txt", "200 200 200")]
    [InlineData("/files/private/a.txt", "401 200 200")] // the same folder, served a second time
    [InlineData("/link/a.txt", "401 200 200")]
    [InlineData("/link/", "401 200 200")]
    [InlineData("/link", "401 301 301")]
    [InlineData("/linked.txt", "401 200 200")]
    [InlineData("/role/c.txt", "401 403 200")]
    [InlineData("/up/a/b/c.txt", "401 403 200")]
    [InlineData("/private/up.txt", "401 200 200")] // a link out of the guarded folder does not open it
    [InlineData("/hop/c.txt", "401 403 200")]
    [InlineData("/a%20b/%c3%bc.txt", "401 200 200")]
    [InlineData("/one.txt", "401 403 200")]
    public async Task File_BySomeOtherPath_NeedsWhatItsOwnPathNeeds(string path, string expected)
    {
        await using var site = await StartAsync();

        var statuses = new List<string>();
        foreach (var user in new[] { "", Bob, Alice })
        {
            var first = await AskAsync(site, path, user);
            var later = await AskAsync(site, path, user, "GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n");
            statuses.Add(first[9..12]);
            Assert.Equal(first[9..12], later[(later.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal) + 9)..][..3]);
        }

        Assert.Equal(expected, string.Join(' ', statuses));
    }

    private static async Task<HttpSite> StartAsync()
    {
        static EndpointOptions Open(string path) => new() { Path = path, Authentication = new() { Enabled = false } };
        static EndpointOptions Admin(string path) => new() { Path = path, Authentication = new() { Roles = ["admin"] } };

        var site = await HttpSite.StartAsync(
            options => options with
            {
                Authentication = GuardedServer.Guarded,
                Endpoints = [Open("/"), new() { Path = "/private" }, Admin("/a/b"), Open("/private/open"), Admin("/one.txt"), new() { Path = "/a%20b" }, new() { Path = "/other" }],
                Static = new Dictionary<string, string> { ["/"] = "public", ["/files"] = "public", ["/other"] = "other" },
            },
            files: Files);
        Directory.CreateSymbolicLink(site.PathOf("public/link"), "private");
        Directory.CreateSymbolicLink(site.PathOf("public/role"), site.PathOf("public/a/b"));
        Directory.CreateSymbolicLink(site.PathOf("public/up"), ".");
        Directory.CreateSymbolicLink(site.PathOf("public/hop"), "up/role");
        File.CreateSymbolicLink(site.PathOf("public/linked.txt"), "link/a.txt");
        File.CreateSymbolicLink(site.PathOf("public/private/up.txt"), "../a.txt");
        return site;
    }

    private static Task<string> AskAsync(HttpSite site, string target, string user, string before = "") =>
        site.SendAsync($"{before}GET {target} HTTP/1.1\r\nHost: localhost\r\n{(user == "" ? "" : GuardedServer.Basic(user, GuardedServer.Password))}Connection: close\r\n\r\n");

    private static List<string> Mixed(List<string> names, (int Where, string What)[] noise)
    {
        foreach (var (where, what) in noise) names.Insert(where % (names.Count + 1), what);
        return names;
    }

    /// <summary>The same segment as it is, percent-encoded in part, or in other letters.</summary>
    private static string Spell(string segment, int how)
    {
        return how switch
        {
            0 => string.Concat(System.Text.Encoding.UTF8.GetBytes(segment).Select(b => $"%{b:x2}")),
            1 => segment.ToUpperInvariant() is var upper && upper.All(char.IsAscii) ? upper.Replace(" ", "%20", StringComparison.Ordinal) : Uri.EscapeDataString(segment),
            2 when segment.Length > 0 && char.IsAscii(segment[0]) => $"%{(int)segment[0]:X2}{Uri.EscapeDataString(segment[1..])}",
            _ => Uri.EscapeDataString(segment),
        };
    }
}
