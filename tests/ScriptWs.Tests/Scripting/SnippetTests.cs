namespace ScriptWs.Tests.Scripting;

/// <summary>Scripts do here what they do in Node: each file of Snippets is run in both, and every line compared.</summary>
public sealed class SnippetTests
{
    private const string Folder = "tests/ScriptWs.Tests/Scripting/Snippets";

    public static TheoryData<string> Names() => [.. Repository.Files(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Snippets_InNodeAndHere_LogTheSame(string name)
    {
        var body = await File.ReadAllTextAsync(Repository.PathOf($"{Folder}/{name}.txt"), TestContext.Current.CancellationToken);
        var expected = (await SnippetRun.InNodeAsync(body)).Split('\n');

        var found = SnippetRun.Here(body).Split('\n');

        for (var i = 0; i < Math.Min(expected.Length, found.Length); i++) Assert.Equal($"{i + 1}: {expected[i]}", $"{i + 1}: {found[i]}");
        Assert.Equal(expected.Length, found.Length);
        Assert.True(expected.Length > 20, "the snippets log next to nothing");
    }
}
