namespace ScriptWs.Tests.Configuration;

/// <summary>The source of an options record, whose summaries are generated.</summary>
internal sealed class OptionsSource
{
    private static readonly string Folder = Repository.PathOf("src/ScriptWs/Configuration");

    private readonly string _path;
    private readonly List<string> _lines;

    public OptionsSource(Type record)
    {
        _path = Directory.GetFiles(Folder, $"{record.Name}.cs", SearchOption.AllDirectories).Single();
        _lines = [.. File.ReadAllLines(_path)];
    }

    /// <summary>Compares the summary above a declaration, or writes it.</summary>
    /// <param name="declaration">What the declaration's line contains.</param>
    /// <param name="expected">The lines of the summary.</param>
    /// <returns>What is wrong; <c>null</c> when the summary is right, or has been written.</returns>
    public string? Check(string declaration, string expected)
    {
        var end = _lines.FindIndex(line => line.Contains(declaration, StringComparison.Ordinal));
        var start = end;
        while (start > 0 && IsAbove(_lines[start - 1])) start--;
        while (end > start && !_lines[end - 1].Contains("</summary>", StringComparison.Ordinal) && !_lines[end - 1].Contains("<inheritdoc", StringComparison.Ordinal)) end--;
        var found = string.Join('\n', _lines[start..end]);
        if (found == expected) return null;
        if (!SettingText.IsUpdated) return $"{Path.GetFileName(_path)}({start + 1}), above {declaration.Trim()}:\n{expected}\n";

        _lines.RemoveRange(start, end - start);
        _lines.InsertRange(start, expected.Split('\n'));
        File.WriteAllText(_path, string.Join('\n', _lines) + "\n");
        return null;
    }

    /// <summary>Whether a line belongs to the declaration below it: documentation, or an attribute over one or more lines.</summary>
    private static bool IsAbove(string line) => line.Trim() is [_, ..] trimmed && trimmed is not ("{" or "}") && !trimmed.EndsWith(';') && !trimmed.EndsWith('}');
}
