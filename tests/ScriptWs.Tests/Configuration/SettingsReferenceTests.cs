using System.Text.RegularExpressions;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

/// <summary>docs/configuration.md and the settings that it describes.</summary>
public sealed partial class SettingsReferenceTests
{
    private const int MaxWords = 22;

    private static readonly string Page = Repository.PathOf("docs/configuration.md");

    [Fact]
    public void Reference_Always_IsGeneratedFromTheSettings()
    {
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var begin = page.IndexOf(SettingsReference.Begin, StringComparison.Ordinal) + SettingsReference.Begin.Length;
        if (SettingText.IsUpdated) File.WriteAllText(Page, page = page[..begin] + SettingsReference.Text());

        var missing = SettingsReference.Text().Split('\n').Except(page[begin..].Split('\n')).ToList();

        Assert.True(page[begin..] == SettingsReference.Text(), $"docs/configuration.md is out of date; {SettingText.HowToUpdate}\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void CSharp_OfThePage_IsCompiled()
    {
        var compiled = Lines(File.ReadAllText(Repository.PathOf("tests/ScriptWs.Tests/Samples/ConfigurationSample.cs")));

        var blocks = CSharp().Matches(File.ReadAllText(Page)).Select(block => Lines(block.Groups["code"].Value)).ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block, compiled, StringComparison.Ordinal));

        static string Lines(string code) => string.Concat(code.Trim().Split('\n').Select(line => line.Trim() + "\n"));
    }

    [Fact]
    public void EverySetting_Always_DeclaresWhenItTakesEffect() =>
        Assert.Empty(ServerSettings.All.Where(place => place.Effect is null && !place.Keys.Any()).Select(place => place.Path));

    /// <summary>The code reads what is declared, so a declaration that is lost would change the behaviour.</summary>
    [Theory]
    [InlineData(
        Effect.Restart,
        "listen", "endpoints[].dispatch", "admin", "script.mailbox", "script.workers", "sessions", "storage", "modules", "watchdog",
        "supervision", "metrics", "cluster", "topics", "presence", "limits.maxHistorySize")]
    [InlineData(Effect.NewEngines, "endpoints[].imports", "endpoints[].settings", "script", "settings", "fetch", "storage.maxValueSize")]
    [InlineData(Effect.NextVersion, "script.loadTimeout", "script.rollback")]
    internal void Effect_OfThisKind_IsDeclaredByThese(Effect effect, params string[] places) =>
        Assert.Equal(places.Order(StringComparer.Ordinal), Declaring(effect).Order(StringComparer.Ordinal));

    [Fact]
    public void EffectOf_EverySetting_IsTheOneOfItsPlace()
    {
        var wrong = from place in ServerSettings.All
                    where place.Effect is not null && ServerSettings.EffectOf(place.Path.Replace("[]", "[0]", StringComparison.Ordinal)) != place.Effect
                    select place.Path;

        Assert.Empty(wrong);
        Assert.Equal(Effect.Immediately, ServerSettings.EffectOf("static./a.b"));
        Assert.Throws<ArgumentException>(() => ServerSettings.EffectOf("limits.maxConections"));
    }

    [Fact]
    public void Description_OfEverySetting_IsShortSentences()
    {
        var wrong = from place in ServerSettings.All
                    let text = place.Setting.Attribute.Description
                    where !text.EndsWith('.') || Sentence().Split(text).Any(sentence => sentence.Split(' ').Length > MaxWords) || text.Contains(';', StringComparison.Ordinal)
                    select $"{place.Path}: {text}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Description_OfAChoice_NamesEveryValue()
    {
        var wrong = from place in ServerSettings.All
                    where place.Setting.Kind == SettingKind.Choice
                    from choice in place.Setting.Choices
                    where !place.Setting.Attribute.Description.Contains($"`{choice}`", StringComparison.Ordinal)
                    select $"{place.Path}: {choice}";

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Declaring(Effect effect) =>
        ServerSettings.All.Where(place => place.Setting.Attribute.OwnEffect == effect).Select(place => place.Path);

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"(?<=[.:]) ")]
    private static partial Regex Sentence();
}
