using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ReqnrollXunit.Generator;

namespace ScriptWs.Tests.ReqnrollPlugin;

/// <summary>The test classes that are generated of features.</summary>
public sealed class GeneratorTests
{
    [Fact]
    public void Feature_WithScenariosAndRows_BecomesAClassWithTests()
    {
        var code = Assert.Single(Generate("""
            @a
            Feature: Chat
              @b
              Scenario: One "quoted"
                Given all is well

              Rule: Some
                Scenario Outline: <what> is <how>
                  Given all is well

                  @c
                  Examples:
                    | what | how  |
                    | tea  | warm |
                    | ice  | cold |
            """).Results.Single().GeneratedSources).SourceText.ToString();

        Assert.Contains("namespace Inner.Features;", code, StringComparison.Ordinal);
        Assert.Contains("public sealed class ChatFeature(", code, StringComparison.Ordinal);
        Assert.Contains("""
            #line 4 "/there/chat.feature"
                [global::Xunit.Fact(DisplayName = "Chat: One \"quoted\"")] public global::System.Threading.Tasks.Task OneQuoted() => RunAsync(4);
            """, code, StringComparison.Ordinal);
        Assert.Contains("""
                [global::Xunit.Trait("Category", "a")]
                [global::Xunit.Trait("Category", "c")]
            #line 15 "/there/chat.feature"
                [global::Xunit.Fact(DisplayName = "Chat: ice is cold")] public global::System.Threading.Tasks.Task IceIsCold() => RunAsync(15);
            """, code, StringComparison.Ordinal);
    }

    [Fact]
    public void Titles_ThatAreTheSame_GetNamesOfTheirOwn()
    {
        var code = Assert.Single(Generate("Feature: A\n  Scenario: x\n    * a\n  Scenario: x\n    * a\n").Results.Single().GeneratedSources).SourceText.ToString();

        Assert.Contains("Task X()", code, StringComparison.Ordinal);
        Assert.Contains("Task X_()", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Feature: A\n  Scenario: x\n    Given a\n    Thn b\n", 4)]
    [InlineData("Feature: A\n  Scenario: x\n    Given a table\n      | a | b |\n      | a |\n", 5)]
    [InlineData("Fature: A\n", 1)]
    [InlineData("# language: xx\nFeature: A\n", 1)]
    public void Feature_ThatIsMalformed_IsAnErrorAtItsLine(string feature, int line)
    {
        var errors = Generate(feature).Diagnostics;

        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.Equal(("/there/chat.feature", DiagnosticSeverity.Error), (error.Location.GetLineSpan().Path, error.Severity)));
        Assert.Equal(line, errors[0].Location.GetLineSpan().StartLinePosition.Line + 1);
    }

    private static GeneratorDriverRunResult Generate(string feature)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new FeatureGenerator().AsSourceGenerator()], [new Text(feature)], optionsProvider: new Options(), parseOptions: CSharpParseOptions.Default);
        return driver.RunGenerators(CSharpCompilation.Create("some"), TestContext.Current.CancellationToken).GetRunResult();
    }

    private sealed class Text(string text) : AdditionalText
    {
        public override string Path => "/there/chat.feature";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Uri();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Uri : AnalyzerConfigOptions
    {
        private static readonly ImmutableDictionary<string, string> Values =
            ImmutableDictionary<string, string>.Empty.Add("build_metadata.AdditionalFiles.FeatureUri", @"inner\features\chat.feature");

        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => Values.TryGetValue(key, out value);
    }
}
