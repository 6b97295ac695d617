using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Scripting;

/// <summary>A URL as the URL standard parses it, for schemes with a host (http, https, ws, wss, ftp) and for opaque ones (mailto:…).</summary>
internal sealed class WebUrl
{
    private const string QuerySet = " \"#<>'";
    private const string OpaqueQuerySet = " \"#<>";
    private const string FragmentSet = " \"<>`";
    private const string PathSet = " \"#<>?`{}^";
    private const string UserSet = " \"#<>?`{}/:;=@[\\]^|";
    private static readonly System.Buffers.SearchValues<char> ForbiddenInHost = System.Buffers.SearchValues.Create(" #%/:<>?@[\\]^|\0\t\n\r\"`{}");

    private static readonly Dictionary<string, string> DefaultPorts = new() { ["http"] = "80", ["https"] = "443", ["ws"] = "80", ["wss"] = "443", ["ftp"] = "21" };

    private readonly string _scheme;
    private string? _host;
    private string _username = "";
    private string _password = "";
    private string _port = "";
    private string _path = "";
    private string _query = "";
    private string _fragment = "";

    private WebUrl(string scheme) => _scheme = scheme;

    /// <summary>What scripts see, by name.</summary>
    public IEnumerable<(string Name, string Value)> Parts
    {
        get
        {
            var slashes = _host is null ? "" : "//";
            var host = _host + (_port.Length > 0 ? $":{_port}" : "");
            var user = _username.Length + _password.Length > 0 ? $"{_username}{(_password.Length > 0 ? $":{_password}" : "")}@" : "";
            yield return ("protocol", $"{_scheme}:");
            yield return ("slashes", slashes);
            yield return ("username", _username);
            yield return ("password", _password);
            yield return ("host", host);
            yield return ("hostname", _host ?? "");
            yield return ("port", _port);
            yield return ("pathname", _path);
            yield return ("search", _query.Length > 1 ? _query : "");
            yield return ("hash", _fragment.Length > 1 ? _fragment : "");
            yield return ("origin", IsSpecial(_scheme) ? $"{_scheme}://{host}" : "null");
            yield return ("href", $"{_scheme}:{slashes}{user}{host}{_path}{_query}{_fragment}");
        }
    }

    public static bool IsSpecial(string scheme) => DefaultPorts.ContainsKey(scheme.ToLowerInvariant());

    /// <returns><c>null</c> when it is no URL.</returns>
    public static WebUrl? Parse(string text, string? baseText)
    {
        var parsedBase = baseText is null ? null : Parse(baseText, null);
        if (baseText is not null && parsedBase is null) return null;

        text = string.Concat(text.Trim([.. Enumerable.Range(0, 0x21).Select(c => (char)c)]).Where(c => c is not ('\t' or '\n' or '\r')));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(text[0]) || text.AsSpan(0, colon).ContainsAnyExcept(SchemeCharacters))
            return parsedBase?.Resolve(text);

        var (url, rest) = (new WebUrl(text[..colon].ToLowerInvariant()), text[(colon + 1)..]);
        var special = IsSpecial(url._scheme);
        if (special && parsedBase?._scheme == url._scheme && !rest.StartsWith('/') && !rest.StartsWith('\\')) return parsedBase.Resolve(rest);

        rest = url.TakeQueryAndFragment(rest);
        if (special) return url.ReadAuthority(rest.Replace('\\', '/').TrimStart('/')) ? url : null;
        if (rest.StartsWith("//", StringComparison.Ordinal)) return url.ReadAuthority(rest[2..]) ? url : null;

        url._path = rest.StartsWith('/') ? Normalize(rest) : Escape(rest, "");
        return url;
    }

    private WebUrl? Resolve(string text)
    {
        if (_host is null && !text.StartsWith('#') && !_path.StartsWith('/')) return null;

        var url = new WebUrl(_scheme) { _host = _host, _username = _username, _password = _password, _port = _port, _path = _path, _query = _query };
        if (text.Length == 0 || text.StartsWith('#'))
        {
            url._fragment = text.Length == 0 ? "" : Escape(text, FragmentSet);
            return url;
        }

        url._query = "";
        var path = url.TakeQueryAndFragment(text);
        if (IsSpecial(_scheme)) path = path.Replace('\\', '/');
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            (url._username, url._password, url._port) = ("", "", "");
            return url.ReadAuthority(IsSpecial(_scheme) ? path.TrimStart('/') : path[2..]) ? url : null;
        }

        if (path.StartsWith('/')) url._path = Normalize(path);
        else if (path.Length > 0) url._path = Normalize(_path[..(_path.LastIndexOf('/') + 1)] + path);
        return url;
    }

    private string TakeQueryAndFragment(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0) (text, _fragment) = (text[..hash], Escape(text[hash..], FragmentSet));
        var question = text.IndexOf('?', StringComparison.Ordinal);
        if (question >= 0) (text, _query) = (text[..question], Escape(text[question..], IsSpecial(_scheme) ? QuerySet : OpaqueQuerySet));
        return text;
    }

    private bool ReadAuthority(string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        var special = IsSpecial(_scheme);
        _path = slash < 0 ? special ? "/" : "" : Normalize(rest[slash..]);

        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var user = authority[..at].Split(':', 2);
            _username = Escape(user[0], UserSet);
            _password = user.Length > 1 ? Escape(user[1], UserSet) : "";
            authority = authority[(at + 1)..];
        }

        var colon = authority.LastIndexOf(':');
        if (colon >= 0 && !authority.AsSpan(colon).Contains(']'))
        {
            var port = authority[(colon + 1)..];
            if (port.Length > 0 && !(port.All(char.IsAsciiDigit) && ushort.TryParse(port.TrimStart('0').PadLeft(1, '0'), CultureInfo.InvariantCulture, out _))) return false;

            _port = port.Length == 0 ? "" : port.TrimStart('0').PadLeft(1, '0');
            if (DefaultPorts.GetValueOrDefault(_scheme) == _port) _port = "";
            authority = authority[..colon];
        }

        _host = ReadHost(authority, special);
        return _host is not null && (!special || _host.Length > 0);
    }

    private static string? ReadHost(string host, bool special)
    {
        if (host.StartsWith('['))
        {
            return host.EndsWith(']') && !host.Contains('%') && IPAddress.TryParse(host[1..^1], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
                ? $"[{WebHost.Compressed(address)}]"
                : null;
        }

        if (!special) return host.Replace("%", "", StringComparison.Ordinal).AsSpan().ContainsAny(ForbiddenInHost) ? null : Escape(host, "");

        return WebHost.Ascii(WebForm.PercentDecode(host)) is { Length: > 0 } ascii && !ascii.AsSpan().ContainsAny(ForbiddenInHost) && !ascii.Any(char.IsControl)
            ? WebHost.EndsInNumber(ascii) ? WebHost.Ipv4(ascii) : ascii
            : null;
    }

    /// <summary>Takes . and .. away, in whatever spelling, and encodes what a path does not hold.</summary>
    private static string Normalize(string path)
    {
        var segments = new List<string>();
        var parts = path[1..].Replace('\\', '/').Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var (plain, last) = (parts[i].Replace("%2e", ".", StringComparison.OrdinalIgnoreCase), i == parts.Length - 1);
            if (plain == ".." && segments.Count > 0) segments.RemoveAt(segments.Count - 1);
            if (plain is "." or "..")
            {
                if (last) segments.Add("");
            }
            else
            {
                segments.Add(Escape(parts[i], PathSet));
            }
        }

        return "/" + string.Join('/', segments);
    }

    private static string Escape(string text, string set)
    {
        var result = new StringBuilder(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && rune.Value is >= 0x20 and not 0x7F && (set.Length == 0 || !set.AsSpan().Contains((char)rune.Value) || IsLeading(result, rune)))
            {
                result.Append((char)rune.Value);
                continue;
            }

            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)]) result.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return result.ToString();
    }

    // The ? and the # that open a query and a fragment are part of what is given here.
    private static bool IsLeading(StringBuilder result, Rune rune) => result.Length == 0 && rune.Value == '#';

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
}
