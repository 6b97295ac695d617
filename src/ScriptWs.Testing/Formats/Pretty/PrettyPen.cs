using System.Globalization;
using System.Text;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Pretty;

/// <summary>Writes lines, with colours where they can be seen. Control characters of others never reach the terminal.</summary>
internal sealed class PrettyPen(TextWriter output, bool colours)
{
    public void Line(string text = "") => output.WriteLine(Clean(text));

    public void Line(TestStepResultStatus status, string text) => output.WriteLine(Coloured(status, text));

    public void Dim(string text) => output.WriteLine(colours ? $"\e[2m{Clean(text)}\e[0m" : Clean(text));

    /// <summary>Writes every line of a text behind some spaces.</summary>
    public void Block(int indent, string text, TestStepResultStatus? status = null)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var indented = line == "" ? "" : new string(' ', indent) + line;
            if (status is { } coloured) Line(coloured, indented);
            else Line(indented);
        }
    }

    public void Flush() => output.Flush();

    private string Coloured(TestStepResultStatus status, string text)
    {
        var clean = Clean(text);
        if (!colours) return clean;
        var code = status switch
        {
            TestStepResultStatus.PASSED => "32",
            TestStepResultStatus.SKIPPED => "36",
            TestStepResultStatus.FAILED or TestStepResultStatus.AMBIGUOUS => "31",
            _ => "33",
        };
        return $"\e[{code}m{clean}\e[0m";
    }

    private static string Clean(string text) =>
        text.All(c => c is (>= ' ' and <= '~') or '\n' or '\t') ? text : string.Concat(text.EnumerateRunes().Select(rune => IsUnsafe(rune) ? "·" : rune.ToString()));

    /// <summary>Whether a character moves the cursor, begins a line, or shows text in another order than it has.</summary>
    private static bool IsUnsafe(Rune rune) => rune.Value is not ('\n' or '\t') && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
