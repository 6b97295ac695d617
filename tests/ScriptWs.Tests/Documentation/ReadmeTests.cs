using ScriptWs.Tests.Samples;

namespace ScriptWs.Tests.Documentation;

/// <summary>README.md is the first page: short, with two commands at its top and the table of handlers.</summary>
public sealed class ReadmeTests
{
    private static Page Readme => Page.Of("README.md");

    [Fact]
    public void Readme_Always_FitsThreeScreens() => Assert.InRange(Readme.Text.Split('\n').Length - 1, 100, 150);

    [Fact]
    public void FirstBlock_Always_ServesAndTests()
    {
        var first = Readme.Blocks[0];

        Assert.Equal(("sh", "dotnet run --project src/ScriptWs.Cli\ndotnet test"), (first.Kind, first.Text));
        Assert.InRange(first.Line, 1, 15);
    }

    [Fact]
    public void HandlersTable_Always_HoldsTheHandlersOfTheTypings()
    {
        var typed = Typings.Handlers().Select(handler => char.ToLowerInvariant(handler[0]) + handler[1..]);

        var written = Readme.Table("export").Select(cells => cells[0].TrimStart('`').Split('(')[0]);

        Assert.Equal(typed, written);
    }
}
