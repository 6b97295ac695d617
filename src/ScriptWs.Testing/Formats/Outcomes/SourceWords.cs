using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>Where code or a document stands: <c>chat.steps.js:12</c>.</summary>
internal static class SourceWords
{
    public static string Of(SourceReference? source)
    {
        var file = source?.Uri ?? source?.JavaMethod?.ClassName ?? source?.JavaStackTraceElement?.FileName ?? "";
        return source?.Location is { } location ? $"{file}:{location.Line}" : file;
    }
}
