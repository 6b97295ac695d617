namespace ScriptWs.Tests.Samples;

/// <summary>What README.md says is so.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void HandlersTable_Always_HoldsTheHandlersOfTheTypings()
    {
        var typed = Typings.Handlers().Select(handler => char.ToLowerInvariant(handler[0]) + handler[1..]);

        var written = Readme.Table("export").Select(cells => cells[0].TrimStart('`').Split('(')[0]);

        Assert.Equal(typed, written);
    }

    [Fact]
    public void Link_Always_LeadsSomewhere()
    {
        var files = Readme.Links().Where(link => !link.StartsWith("https://", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(File.Exists(Repository.PathOf(file)), $"README.md: {file} is not there."));
    }
}
