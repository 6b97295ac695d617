namespace ScriptWs.Scripting;

/// <summary>
/// The path of a URL: segments, or a text that is taken as it is (<c>mailto:…</c>). Drives of <c>file:</c> are kept, as the
/// standard wants it.
/// </summary>
internal sealed class WebUrlPath(bool isFile, bool isSpecial)
{
    private readonly List<string> _segments = [];
    private string? _opaque;

    public bool IsOpaque => _opaque is not null;

    /// <summary>A letter, and a colon or a bar.</summary>
    public static bool IsDrive(string text) => text.Length == 2 && char.IsAsciiLetter(text[0]) && text[1] is ':' or '|';

    public static bool StartsWithDrive(string text) =>
        text.Length >= 2 && IsDrive(text[..2]) && (text.Length == 2 || text[2] is '/' or '\\');

    public void SetOpaque(string text) => _opaque = WebUrlText.Encode(text, "");

    public void CopyFrom(WebUrlPath other)
    {
        _segments.AddRange(other._segments);
        _opaque = other._opaque;
    }

    public void CopyDriveFrom(WebUrlPath other)
    {
        if (other._segments.Count > 0 && IsNormalDrive(other._segments[0])) _segments.Add(other._segments[0]);
    }

    /// <summary>Takes the last segment away, but no drive.</summary>
    public void Shorten()
    {
        if (_segments.Count == 0 || (isFile && _segments.Count == 1 && IsNormalDrive(_segments[0]))) return;

        _segments.RemoveAt(_segments.Count - 1);
    }

    /// <summary>Adds what stands behind a slash; <c>.</c> and <c>..</c>, in whatever spelling, are followed.</summary>
    public void Append(string text)
    {
        var parts = isSpecial ? text.Split('/', '\\') : text.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var (plain, isLast) = (parts[i].Replace("%2e", ".", StringComparison.OrdinalIgnoreCase), i == parts.Length - 1);
            if (plain == "..") Shorten();
            if (plain is "." or "..")
            {
                if (isLast) _segments.Add("");
            }
            else
            {
                _segments.Add(isFile && _segments.Count == 0 && IsDrive(parts[i]) ? $"{parts[i][0]}:" : WebUrlText.Encode(parts[i], WebUrlText.Path));
            }
        }
    }

    public override string ToString() => _opaque ?? string.Concat(_segments.Select(segment => $"/{segment}"));

    private static bool IsNormalDrive(string text) => IsDrive(text) && text[1] == ':';
}
