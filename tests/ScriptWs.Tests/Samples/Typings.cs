using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Samples;

/// <summary>The names that scripts/scriptws.d.ts declares.</summary>
internal static partial class Typings
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("scripts/scriptws.d.ts")).ReplaceLineEndings("\n");

    /// <summary>The handlers' types, in their order: <c>OnStart</c> and so on.</summary>
    public static IEnumerable<string> Handlers() => from Match type in Handler().Matches(Text) select type.Groups["name"].Value;

    /// <summary>What is declared outside every namespace.</summary>
    public static IEnumerable<string> Globals() =>
        from Match declaration in Global().Matches(Text)
        where declaration.Groups["name"].Value != "ScriptWs"
        select declaration.Groups["name"].Value;

    /// <summary>The members of an interface, a class or an object of this name, each once.</summary>
    public static IEnumerable<string> Members(string name)
    {
        var start = Regex.Match(Text, $@"^(?<indent> *)(?:interface|declare class|declare const) {name}\b[^\n]*\{{\n", RegexOptions.Multiline);
        Assert.True(start.Success, $"scriptws.d.ts declares no {name}.");
        var indent = start.Groups["indent"].Value;
        var body = Text[(start.Index + start.Length)..];
        body = body[..body.IndexOf($"\n{indent}}}", StringComparison.Ordinal)];
        return (from Match member in Member().Matches(body)
                where member.Groups["indent"].Length == indent.Length + 2
                select member.Groups["name"].Value).Except(["constructor"]).Distinct();
    }

    [GeneratedRegex(@"^  type (?<name>On\w+)\b", RegexOptions.Multiline)]
    private static partial Regex Handler();

    [GeneratedRegex(@"^declare (?:const|function|class|namespace) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Global();

    [GeneratedRegex(@"^(?<indent> +)(?:readonly |static )*(?<name>\w+)[?]?[(:<]", RegexOptions.Multiline)]
    private static partial Regex Member();
}
