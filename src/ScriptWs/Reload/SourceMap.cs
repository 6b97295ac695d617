using System.Buffers;
using System.Text;
using System.Text.Json;
using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>
/// Follows a source map (ECMA-426), inside the script or in a file beside it, from a place in a script to the source that it was
/// made of. A map is input like any other: it is bounded in size, leads to no file outside the folder, and what is wrong with it
/// only means that it is not followed.
/// </summary>
internal static class SourceMap
{
    private static readonly SearchValues<char> EndsOfUrls = SearchValues.Create(" \t\r\n\u2028\u2029");

    private const string Comment = "//# sourceMappingURL=";
    private const string DataPrefix = "data:application/json";
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>The largest script, map or source that is read.</summary>
    private const long MaxSize = 16 << 20;

    /// <param name="file">The script's full path.</param>
    /// <param name="folder">The folder that a map and its sources stay in; that of the script where it lies elsewhere.</param>
    /// <param name="line">The line in the script, from 1.</param>
    /// <param name="column">The column in the script, from 1.</param>
    /// <returns><c>null</c> when no map leads anywhere.</returns>
    public static OriginalPlace? Find(string file, string folder, int line, int column)
    {
        try
        {
            var real = ScriptPaths.ResolveLinks(Path.GetFullPath(file));
            var root = ScriptPaths.ResolveLinks(Path.GetFullPath(folder));
            if (!IsInside(root, real)) root = Path.GetDirectoryName(real)!;
            return UrlIn(ReadBounded(real)) is { } url && MapAt(url, real, root) is { } map ? Find(map.Json, map.Folder, root, line - 1, column - 1) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    private static string? UrlIn(string? script)
    {
        var at = script?.LastIndexOf(Comment, StringComparison.Ordinal) ?? -1;
        if (at < 0) return null;

        var url = script.AsSpan(at + Comment.Length);
        var end = url.IndexOfAny(EndsOfUrls);
        return (end < 0 ? url : url[..end]).ToString();
    }

    private static (string Json, string Folder)? MapAt(string url, string script, string root)
    {
        var folder = Path.GetDirectoryName(script)!;
        if (url.StartsWith(DataPrefix, StringComparison.Ordinal) && url.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma)
        {
            var data = url[(comma + 1)..];
            return (url[..comma].EndsWith(";base64", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(data)) : Uri.UnescapeDataString(data), folder);
        }

        return InsideOf(root, folder, url.Split('?')[0]) is { } file && ReadBounded(file) is { } json ? (json, Path.GetDirectoryName(file)!) : null;
    }

    private static OriginalPlace? Find(string json, string folder, string root, int line, int column)
    {
        using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = 16 });
        var map = document.RootElement;
        if (map.GetProperty("version").GetInt32() != 3 || Segment(map.GetProperty("mappings").GetString()!, line, column) is not { } found)
            return null;

        var sources = map.GetProperty("sources");
        if (found.Source < 0 || found.Source >= sources.GetArrayLength() || found.Line is < 0 or > 10_000_000 || found.Column is < 0 or > 100_000_000)
            return null;

        var name = sources[(int)found.Source].GetString() ?? "";
        var prefix = map.TryGetProperty("sourceRoot", out var sourceRoot) ? sourceRoot.GetString() ?? "" : "";
        var text = map.TryGetProperty("sourcesContent", out var contents) && contents.ValueKind == JsonValueKind.Array && found.Source < contents.GetArrayLength()
            ? contents[(int)found.Source].GetString()
            : null;
        if (text is null && InsideOf(root, folder, prefix.Length == 0 ? name : $"{prefix.TrimEnd('/')}/{name}") is { } file)
            text = ReadBounded(file);
        return text is null ? null : new OriginalPlace(name, (int)found.Line + 1, (int)found.Column + 1, text.ReplaceLineEndings("\n").Split('\n'));
    }

    /// <summary>
    /// The last segment of a line that begins at the column or before it.
    /// Each number is stored as the difference to the previous one.
    /// </summary>
    private static (long Source, long Line, long Column)? Segment(string mappings, int line, int column)
    {
        (long Source, long Line, long Column)? found = null;
        var (source, originalLine, originalColumn) = (0L, 0L, 0L);
        Span<long> fields = stackalloc long[5];
        foreach (var (number, text) in mappings.Split(';').Index())
        {
            if (number > line) break;

            var generated = 0L;
            foreach (var segment in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                var count = Decode(segment, fields);
                generated += fields[0];
                if (count < 4) continue;

                (source, originalLine, originalColumn) = (source + fields[1], originalLine + fields[2], originalColumn + fields[3]);
                if (number == line && generated <= column) found = (source, originalLine, originalColumn);
            }
        }

        return found;
    }

    /// <summary>Numbers of six bits, the lowest first: the sixth says that more follow, the lowest of all is the sign.</summary>
    private static int Decode(string segment, Span<long> fields)
    {
        var (count, value, shift) = (0, 0L, 0);
        foreach (var c in segment)
        {
            var digit = Digits.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0 || shift > 30 || count == fields.Length) throw new FormatException();

            value |= (digit & 31L) << shift;
            shift += 5;
            if ((digit & 32) != 0) continue;

            fields[count++] = (value & 1) == 0 ? value >> 1 : -(value >> 1);
            (value, shift) = (0, 0);
        }

        return shift == 0 ? count : throw new FormatException();
    }

    /// <summary>A file that a map may name: relative, and inside the folder when all links are followed.</summary>
    private static string? InsideOf(string root, string folder, string relative)
    {
        if (relative.Length == 0 || relative.AsSpan().ContainsAny(":\\\0") || relative.StartsWith('/')) return null;

        var file = ScriptPaths.ResolveLinks(Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(relative).Replace("\0", "", StringComparison.Ordinal))));
        return IsInside(root, file) ? file : null;
    }

    private static bool IsInside(string root, string path) =>
        path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? ReadBounded(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length is > 0 and <= MaxSize ? File.ReadAllText(path) : null;
    }
}
