using ScriptWs.Testing.Features;

namespace ScriptWs.Tests.Testing;

/// <summary>Feature files in the languages that people speak, and in Markdown.</summary>
public sealed class FeatureFileTests
{
    [Theory]
    [InlineData("# language: fr\nFonctionnalité: F\n  Règle: R\n    Scénario: S\n      Étant donné que a\n      Quand b\n      Alors c\n", "a|b|c")]
    [InlineData("# language: de\nFunktionalität: F\n  Szenariogrundriss: S\n    Angenommen <x>\n    Beispiele:\n      | x |\n      | 1 |\n", "1")]
    [InlineData("# language: ja\n機能: F\n  シナリオ: S\n    前提a\n    もしb\n    ならばc\n", "a|b|c")]
    [InlineData("# language: em\n📚: F\n  📕: S\n    😐a\n    🎬b\n    🙏c\n", "a|b|c")]
    public void Feature_InASpokenLanguage_HasItsSteps(string text, string expected)
    {
        var file = FeatureFile.Parse(text, "a.feature", new MessageIds());

        Assert.Empty(file.Errors.Select(error => error.Message));
        Assert.Equal(expected, string.Join('|', file.Pickles.SelectMany(pickle => pickle.Steps).Select(step => step.Text)));
    }

    [Fact]
    public void Markdown_WithProse_IsAFeatureWithoutIt()
    {
        const string Text = """
            # Feature: Rooms
            Why there are rooms.

            `@slow` `@must`
            ## Scenario Outline: Entering

            * Given <who> is outside
            * When the door opens:
              | door | state |
              | ---- | ----- |
              | main | open  |

            Not Gherkin.

            ### Examples:

              | who  |
              | ---- |
              | anna |
            """;

        var file = FeatureFile.Parse(Text, "rooms.feature.md", new MessageIds());

        Assert.Empty(file.Errors.Select(error => error.Message));
        var pickle = Assert.Single(file.Pickles);
        Assert.Equal("", file.Document!.Feature.Description ?? "");
        Assert.Equal(["anna is outside", "the door opens:"], pickle.Steps.Select(step => step.Text));
        Assert.Equal(["main", "open"], pickle.Steps[1].Argument.DataTable.Rows[1].Cells.Select(cell => cell.Value));
        Assert.Equal(["@slow", "@must"], pickle.Tags.Select(tag => tag.Name));
    }

    [Fact]
    public void UnknownLanguage_IsToldAtItsLine()
    {
        var file = FeatureFile.Parse("# language: xx\nFeature: F\n", "a.feature", new MessageIds());

        Assert.Equal("(1:1): Language not supported: xx", Assert.Single(file.Errors).Message);
    }
}
