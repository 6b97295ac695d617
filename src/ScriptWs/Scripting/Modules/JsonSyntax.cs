using System.Text;
using System.Text.Json;

namespace ScriptWs.Scripting;

/// <summary>Looks whether a text is JSON, before an engine makes a value of it: the engine's own message names no line.</summary>
internal static class JsonSyntax
{
    /// <returns>Where and what is wrong, as <c>3:5: SyntaxError: …</c>; <c>null</c> when it is JSON.</returns>
    public static string? Problem(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = int.MaxValue, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false });
        try
        {
            while (reader.Read())
            {
                // Each token is checked as it is read.
            }

            return null;
        }
        catch (JsonException e)
        {
            var line = text.Split('\n')[(int)e.LineNumber!];
            var column = Encoding.UTF8.GetCharCount(Encoding.UTF8.GetBytes(line).AsSpan(0, (int)Math.Min(e.BytePositionInLine!.Value, Encoding.UTF8.GetByteCount(line))));
            var what = column < line.Length && !char.IsControl(line[column]) ? $"Unexpected '{line[column]}' in JSON" : "Unexpected end of a line in JSON";
            return $"{e.LineNumber + 1}:{column + 1}: SyntaxError: {(text.Length == 0 ? "The file is empty, which is no JSON" : what)}.";
        }
    }
}
