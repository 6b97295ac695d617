using CsCheck;
using ScriptWs.Routing;
using ScriptWs.Tests.Protocol;

namespace ScriptWs.Tests.Routing;

/// <summary>Which endpoint a path leads to, and what its parameters are.</summary>
public sealed class RouteTableTests
{
    private static readonly string[] Patterns =
        ["/", "/rooms/:id", "/rooms/lobby", "/rooms/*", "/rooms/:id/members", "/doc/*", "/doc/", "/a%20b/:x", "/caf%C3%A9", "/%3Aid", "/:tenant/admin/:page"];

    private static readonly RouteTable<string> Table = new(Patterns, path => path);

    private static readonly Gen<string> Segment = Gens.Among("a", "b", "c", ":x", ":y", "*", "");

    /// <summary>Patterns as text, and paths of the same few segments.</summary>
    private static readonly Gen<string[]> SomePatterns = Segment.Array[1, 4].Select(segments => "/" + string.Join('/', segments)).Array[1, 6];

    private static readonly Gen<string> SomePath = Gens.Among("a", "b", "c", "d", "").Array[1, 5].Select(segments => "/" + string.Join('/', segments));

    [Theory]
    [InlineData("/", "/", "")]
    [InlineData("/rooms/lobby", "/rooms/lobby", "")]
    [InlineData("/rooms/7", "/rooms/:id", "id=7")]
    [InlineData("/rooms//7", "/rooms/:id", "id=7")]
    [InlineData("/x/../rooms/./7", "/rooms/:id", "id=7")]
    [InlineData("/rooms/a%2Fb", "/rooms/:id", "id=a/b")]
    [InlineData("/rooms/a%252Fb", "/rooms/:id", "id=a%2Fb")]
    [InlineData("/rooms/%C3%BC%20%25", "/rooms/:id", "id=ü %")]
    [InlineData("/rooms/%3Aid", "/rooms/:id", "id=:id")]
    [InlineData("/rooms/7/members", "/rooms/:id/members", "id=7")]
    [InlineData("/rooms/7/else", "/rooms/*", "*=7/else")]
    [InlineData("/rooms/7/", "/rooms/*", "*=7/")]
    [InlineData("/rooms/", "/rooms/*", "*=")]
    [InlineData("/rooms", null, "")]
    [InlineData("/ROOMS/7", null, "")]
    [InlineData("/doc/", "/doc/", "")]
    [InlineData("/doc/a/b%20c", "/doc/*", "*=a/b c")]
    [InlineData("/a%20b/%2e", null, "")] // a segment of dots, however it is written
    [InlineData("/a%20b/1", "/a%20b/:x", "x=1")]
    [InlineData("/caf%c3%a9", "/caf%C3%A9", "")]
    [InlineData("/:id", "/%3Aid", "")]
    [InlineData("/t/admin/users", "/:tenant/admin/:page", "tenant=t,page=users")]
    public void Path_LeadsTo_TheMostSpecificPattern(string path, string? expected, string parameters)
    {
        var found = Table.Find(RequestPath.Of(path));

        Assert.Equal((expected, parameters), (found?.Value, string.Join(',', (found?.Parameters ?? RouteParameters.None).Select(pair => $"{pair.Key}={pair.Value}"))));
    }

    [Theory]
    [InlineData("/x/y", "/", "")]
    [InlineData("/rooms/7/files/a.txt", "/rooms/:id", "id=7")] // a room and what is below it, before the rest of the rooms
    [InlineData("/rooms/7/members/a.txt", "/rooms/:id/members", "id=7")]
    [InlineData("/rooms/lobby/a.txt", "/rooms/lobby", "")]
    [InlineData("/Rooms/Lobby/a.txt", "/rooms/lobby", "")]
    [InlineData("/rooms", "/", "")]
    [InlineData("/doc/a.txt", "/doc/*", "*=a.txt")]
    [InlineData("/t/admin/users/a.txt", "/:tenant/admin/:page", "tenant=t,page=users")]
    public void File_IsBelow_TheDeepestPattern(string path, string expected, string parameters)
    {
        var found = Table.FindAtOrAbove(RequestPath.Of(path));

        Assert.Equal((expected, parameters), (found?.Value, string.Join(',', found!.Value.Parameters.Select(pair => $"{pair.Key}={pair.Value}"))));
    }

    [Fact]
    public void Letters_OfTwoCases_AreTwoEndpointsWhereBothAreThere()
    {
        var table = new RouteTable<string>(["/Private", "/private", "/open"], path => path);

        string?[] found = [Find("/Private/a"), Find("/private/a"), Find("/PRIVATE/a"), Find("/OPEN/a")];

        Assert.Equal(["/Private", "/private", "/Private", "/open"], found);

        string? Find(string path) => table.FindAtOrAbove(RequestPath.Of(path))?.Value;
    }

    /// <summary>Against the definition: of the patterns that match, the one that every other one that matches contains.</summary>
    [Fact]
    public void Path_AmongAnyPatterns_LeadsToTheOneThatAllOthersContain() =>
        Gen.Select(SomePatterns, SomePath).Sample(
            (texts, path) =>
            {
                string[] valid = [.. texts.Where(text => RoutePattern.Parse(text, out _) is not null).Distinct(StringComparer.Ordinal)];
                if (valid.Length == 0 || ScriptWs.Configuration.EndpointPathRules.Check([.. valid.Select(text => new ScriptWs.Configuration.EndpointOptions { Path = text })]).Any()) return;

                var table = new RouteTable<string>(valid, text => text);
                string[] matching = [.. valid.Where(text => IsMatch(text, RequestPath.Of(path).Text))];
                var found = table.Find(RequestPath.Of(path))?.Value;

                Assert.Equal(matching.Length > 0, found is not null);
                if (found is not null) Assert.All(matching, other => Assert.True(other == found || Contains(other, found), $"{path}: {found} was taken, and {other} is more specific"));
            },
            iter: 20_000);

    [Fact]
    public void Path_ThatIsExact_IsFoundWithoutAllocating()
    {
        string[] paths = ["/rooms/lobby", "/", "/doc/"];

        // What the runtime allocates itself, once, is no matter.
        var least = Enumerable.Range(0, 20).Min(_ => Measure());

        Assert.Equal(0, least);

        long Measure()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var found = 0;
            for (var i = 0; i < paths.Length; i++) found += Table.Find(RequestPath.Of(paths[i])) is null ? 0 : 1;
            return found == paths.Length ? GC.GetAllocatedBytesForCurrentThread() - before : -1;
        }
    }

    private static bool IsMatch(string pattern, string path)
    {
        var (ours, theirs) = (pattern[1..].Split('/'), path[1..].Split('/'));
        if (ours[^1] == "*" ? theirs.Length < ours.Length : theirs.Length != ours.Length) return false;
        return ours.Zip(theirs).All(pair => pair.First == "*" || (pair.First.StartsWith(':') ? pair.Second.Length > 0 : pair.First == pair.Second));
    }

    /// <summary>Whether all that a pattern matches another one matches too: tried with every path of a few segments.</summary>
    private static bool Contains(string wide, string narrow) => AllPaths.Where(path => IsMatch(narrow, path)).All(path => IsMatch(wide, path));

    private static readonly string[] AllPaths =
        [.. from length in Enumerable.Range(1, 5) from index in Enumerable.Range(0, (int)Math.Pow(4, length)) select "/" + string.Join('/', Enumerable.Range(0, length).Select(at => "abz "[index / (int)Math.Pow(4, at) % 4].ToString().Trim()))];
}
