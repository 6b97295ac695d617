using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

/// <summary>Which endpoint a path means must be clear before the server starts.</summary>
public sealed class EndpointPathRulesTests
{
    [Theory]
    [InlineData("/rooms/:id", "/rooms/:name", "endpoints[0].path matches the same paths as endpoints[1].path (found \"/rooms/:id\" and \"/rooms/:name\"); remove one.")]
    [InlineData("/caf%C3%A9", "/café", "endpoints[0].path matches the same paths as endpoints[1].path (found \"/caf%C3%A9\" and \"/café\"); remove one.")]
    [InlineData("/a/:x", "/:y/b", "endpoints[0].path is no more specific than endpoints[1].path (found \"/a/:x\" and \"/:y/b\"), and both match \"/a/b\"; add an endpoint for that, or change one.")]
    [InlineData("/:x/a/*", "/b/*", "endpoints[0].path is no more specific than endpoints[1].path (found \"/:x/a/*\" and \"/b/*\"), and both match \"/b/a/*\"; add an endpoint for that, or change one.")]
    public void Paths_OfWhichNeitherIsMoreSpecific_AreRefusedWithBothPlaces(string first, string second, string expected)
    {
        var errors = EndpointPathRules.Check([new() { Path = first }, new() { Path = second }]).ToList();

        Assert.Equal(["endpoints[0].path", "endpoints[1].path"], errors.Select(error => error.Key));
        Assert.Equal(expected, errors[0].ToString());
    }

    [Theory]
    [InlineData("/rooms/:id", "/rooms/lobby")]
    [InlineData("/rooms/:id", "/rooms/*")]
    [InlineData("/rooms/:id", "/rooms/:id/:part")]
    [InlineData("/rooms/:id", "/rooms/:id/")]
    [InlineData("/doc/*", "/doc")]
    [InlineData("/doc/*", "/doc/")]
    [InlineData("/*", "/")]
    [InlineData("/:x", "/")]
    [InlineData("/A", "/a")]
    [InlineData("/a/:x", "/:y/b", "/a/b")]
    [InlineData("/:x/a/*", "/b/*", "/b/a/*")]
    [InlineData("/%3Aid", "/:id")]
    [InlineData("/%2A", "/*")]
    public void Paths_OfWhichOneIsMoreSpecific_StandBesideEachOther(params string[] paths) =>
        Assert.Empty(EndpointPathRules.Check([.. paths.Select(path => new EndpointOptions { Path = path })]));
}
