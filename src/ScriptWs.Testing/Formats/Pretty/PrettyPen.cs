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

    private static string Clean(string text) => text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))
        ? string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '·' : c))
        : text;
}
