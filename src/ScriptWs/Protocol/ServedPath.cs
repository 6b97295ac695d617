using System.Text;

namespace ScriptWs.Protocol;

/// <summary>The path that a web server serves for a path as it came: rules that go by paths must look at the same one.</summary>
internal static class ServedPath
{
    /// <summary>Decodes what is percent-encoded, but <c>%2F</c>, and takes dot segments away (RFC 3986 §5.2.4).</summary>
    public static string Of(string rawPath)
    {
        if (!rawPath.Contains('%') && !rawPath.Contains("/.", StringComparison.Ordinal)) return rawPath;

        var bytes = new byte[rawPath.Length];
        var size = 0;
        for (var i = 0; i < rawPath.Length; i++)
        {
            var isEncoded = rawPath[i] == '%' && i + 2 < rawPath.Length && byte.TryParse(rawPath.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out bytes[size]) && bytes[size] != '/';
            if (!isEncoded) bytes[size] = (byte)rawPath[i];
            else i += 2;
            size++;
        }

        return WithoutDots(Encoding.UTF8.GetString(bytes, 0, size));
    }

    private static string WithoutDots(string path)
    {
        var kept = new List<string>();
        var segments = path[1..].Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var isLast = i == segments.Length - 1;
            if (segments[i] == ".." && kept.Count > 0) kept.RemoveAt(kept.Count - 1);
            if (segments[i] is not ("." or "..")) kept.Add(segments[i]);
            else if (isLast) kept.Add("");
        }

        return "/" + string.Join('/', kept);
    }
}
