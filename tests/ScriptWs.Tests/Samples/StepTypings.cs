using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Samples;

/// <summary>The names that scripts/scriptws-testing.d.ts declares.</summary>
internal static partial class StepTypings
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("scripts/scriptws-testing.d.ts")).ReplaceLineEndings("\n");

    /// <summary>The values that steps files can import, each once.</summary>
    public static IEnumerable<string> Values() => (from Match value in Value().Matches(Text) select value.Groups["name"].Value).Distinct();

    /// <summary>What steps files know without an import.</summary>
    public static IEnumerable<string> Globals() => from Match value in Global().Matches(Text) select value.Groups["name"].Value;

    /// <summary>The members of an interface, class or namespace, each once.</summary>
    public static IEnumerable<string> Members(string name)
    {
        var start = Regex.Match(Text, $@"^  (?:interface|export class|export namespace) {name}\b[^\n]*\{{\n", RegexOptions.Multiline);
        Assert.True(start.Success, $"scriptws-testing.d.ts declares no {name}.");
        var body = Text[(start.Index + start.Length)..];
        body = body[..body.IndexOf("\n  }", StringComparison.Ordinal)];
        return (from Match member in Member().Matches(body) select member.Groups["name"].Value).Except(["constructor"]).Distinct();
    }

    [GeneratedRegex(@"^  export (?:const|function|class) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Value();

    [GeneratedRegex(@"^declare (?:const|function) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Global();

    [GeneratedRegex(@"^    (?:readonly |function |const )?(?<name>\w+)\??[(:<]", RegexOptions.Multiline)]
    private static partial Regex Member();
}
