using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Scripting;

/// <summary>A URL as the URL standard parses it (https://url.spec.whatwg.org/#url-parsing).</summary>
internal sealed class WebUrl
{
    private const string File = "file";

    private static readonly System.Buffers.SearchValues<char> ForbiddenInHost = System.Buffers.SearchValues.Create(" #%/:<>?@[\\]^|\0\t\n\r\"`{}");

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    private static readonly Dictionary<string, string> DefaultPorts = new() { ["http"] = "80", ["https"] = "443", ["ws"] = "80", ["wss"] = "443", ["ftp"] = "21", [File] = "" };

    private readonly string _scheme;
    private readonly WebUrlPath _path;
    private string? _host;
    private string _username = "";
    private string _password = "";
    private string _port = "";
    private string? _query;
    private string? _fragment;

    private WebUrl(string scheme) => (_scheme, _path) = (scheme, new WebUrlPath(scheme == File, IsSpecial(scheme)));

    /// <summary>What scripts see, by name.</summary>
    public IEnumerable<(string Name, string Value)> Parts
    {
        get
        {
            var slashes = _host is null ? "" : "//";
            var host = _host + (_port.Length > 0 ? $":{_port}" : "");
            var user = _username.Length + _password.Length > 0 ? $"{_username}{(_password.Length > 0 ? $":{_password}" : "")}@" : "";
            var path = _path.ToString();
            // Without it the path would be read as a host.
            var guard = _host is null && path.StartsWith("//", StringComparison.Ordinal) ? "/." : "";
            var (query, fragment) = (_query is null ? "" : $"?{_query}", _fragment is null ? "" : $"#{_fragment}");
            yield return ("protocol", $"{_scheme}:");
            yield return ("slashes", slashes);
            yield return ("username", _username);
            yield return ("password", _password);
            yield return ("host", host);
            yield return ("hostname", _host ?? "");
            yield return ("port", _port);
            yield return ("pathname", path);
            yield return ("search", query.Length > 1 ? query : "");
            yield return ("hash", fragment.Length > 1 ? fragment : "");
            yield return ("origin", Origin(host));
            yield return ("href", $"{_scheme}:{slashes}{user}{host}{guard}{path}{query}{fragment}");
        }
    }

    public static bool IsSpecial(string scheme) => DefaultPorts.ContainsKey(scheme.ToLowerInvariant());

    /// <returns><c>null</c> when it is no URL.</returns>
    public static WebUrl? Parse(string text, string? baseText)
    {
        var parsedBase = baseText is null ? null : Parse(baseText, null);
        if (baseText is not null && parsedBase is null) return null;

        text = string.Concat(text.Trim([.. Enumerable.Range(0, 0x21).Select(c => (char)c)]).Where(c => c is not ('\t' or '\n' or '\r')));
        var (rest, fragment) = Cut(text, '#');
        (rest, var query) = Cut(rest, '?');
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var hasScheme = colon > 0 && char.IsAsciiLetter(rest[0]) && !rest.AsSpan(0, colon).ContainsAnyExcept(SchemeCharacters);
        var scheme = hasScheme ? rest[..colon].ToLowerInvariant() : parsedBase?._scheme;
        if (scheme is null) return null;

        var url = new WebUrl(scheme);
        if (fragment is not null) url._fragment = WebUrlText.Encode(fragment, WebUrlText.Fragment);
        if (query is not null) url._query = WebUrlText.Encode(query, IsSpecial(scheme) ? WebUrlText.SpecialQuery : WebUrlText.Query);
        var isRead = hasScheme ? url.ReadAfterScheme(rest[(colon + 1)..], parsedBase) : url.ReadRelative(rest, parsedBase!, query is null && fragment is not null);
        return isRead ? url : null;
    }

    private bool ReadAfterScheme(string rest, WebUrl? parsedBase)
    {
        if (_scheme == File) return ReadFile(rest, parsedBase?._scheme == File ? parsedBase : null);
        if (IsSpecial(_scheme))
        {
            return parsedBase?._scheme == _scheme && !rest.StartsWith("//", StringComparison.Ordinal)
                ? ReadRelative(rest, parsedBase, isFragmentOnly: false)
                : ReadAuthority(rest.TrimStart('/', '\\'));
        }

        if (rest.StartsWith("//", StringComparison.Ordinal)) return ReadAuthority(rest[2..]);
        if (rest.StartsWith('/')) _path.Append(rest[1..]);
        else _path.SetOpaque(rest);
        return true;
    }

    /// <summary>What has no scheme, or that of its base.</summary>
    private bool ReadRelative(string rest, WebUrl parsedBase, bool isFragmentOnly)
    {
        if (parsedBase._path.IsOpaque)
        {
            if (rest.Length > 0 || !isFragmentOnly) return false;

            _path.CopyFrom(parsedBase._path);
            _query = parsedBase._query;
            return true;
        }

        if (_scheme == File) return ReadFile(rest, parsedBase);

        var isSlash = StartsWithSlash(rest);
        if (isSlash && StartsWithSlash(rest[1..])) return ReadAuthority(IsSpecial(_scheme) ? rest.TrimStart('/', '\\') : rest[2..]);

        (_host, _username, _password, _port) = (parsedBase._host, parsedBase._username, parsedBase._password, parsedBase._port);
        if (isSlash) _path.Append(rest[1..]);
        else AppendToBase(rest, parsedBase);
        return true;
    }

    private void AppendToBase(string rest, WebUrl parsedBase)
    {
        _path.CopyFrom(parsedBase._path);
        if (rest.Length == 0)
        {
            _query ??= parsedBase._query;
            return;
        }

        _path.Shorten();
        _path.Append(rest);
    }

    private bool ReadFile(string rest, WebUrl? parsedBase)
    {
        _host = "";
        if (StartsWithSlash(rest))
        {
            if (StartsWithSlash(rest[1..])) return ReadFileHost(rest[2..]);

            if (parsedBase is not null)
            {
                _host = parsedBase._host;
                if (!WebUrlPath.StartsWithDrive(rest[1..])) _path.CopyDriveFrom(parsedBase._path);
            }

            _path.Append(rest[1..]);
            return true;
        }

        if (parsedBase is null)
        {
            _path.Append(rest);
            return true;
        }

        _host = parsedBase._host;
        if (WebUrlPath.StartsWithDrive(rest)) _path.Append(rest);
        else AppendToBase(rest, parsedBase);
        return true;
    }

    private bool ReadFileHost(string rest)
    {
        var end = rest.AsSpan().IndexOfAny('/', '\\');
        var host = end < 0 ? rest : rest[..end];
        if (WebUrlPath.IsDrive(host))
        {
            _path.Append(rest);
            return true;
        }

        if (host.Length > 0 && (_host = ReadHost(host, special: true)) is null) return false;
        if (_host == "localhost") _host = "";
        _path.Append(end < 0 ? "" : rest[(end + 1)..]);
        return true;
    }

    private bool ReadAuthority(string rest)
    {
        var special = IsSpecial(_scheme);
        var end = special ? rest.AsSpan().IndexOfAny('/', '\\') : rest.IndexOf('/', StringComparison.Ordinal);
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var user = authority[..at].Split(':', 2);
            _username = WebUrlText.Encode(user[0], WebUrlText.User);
            _password = user.Length > 1 ? WebUrlText.Encode(user[1], WebUrlText.User) : "";
            authority = authority[(at + 1)..];
            if (authority.Length == 0) return false;
        }

        var colon = ColonOutsideBrackets(authority);
        if (colon == 0 || (colon > 0 && !ReadPort(authority[(colon + 1)..]))) return false;

        _host = ReadHost(colon < 0 ? authority : authority[..colon], special);
        if (_host is null || (special && _host.Length == 0)) return false;

        if (end >= 0) _path.Append(rest[(end + 1)..]);
        else if (special) _path.Append("");
        return true;
    }

    private bool ReadPort(string port)
    {
        if (port.Length == 0) return true;
        if (!port.All(char.IsAsciiDigit) || !ushort.TryParse(port.TrimStart('0').PadLeft(1, '0'), CultureInfo.InvariantCulture, out var number))
            return false;

        var text = number.ToString(CultureInfo.InvariantCulture);
        _port = DefaultPorts.GetValueOrDefault(_scheme) == text ? "" : text;
        return true;
    }

    private static string? ReadHost(string host, bool special)
    {
        if (host.StartsWith('['))
        {
            return host.EndsWith(']') && !host.Contains('%') && IPAddress.TryParse(host[1..^1], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
                ? $"[{WebHost.Compressed(address)}]"
                : null;
        }

        if (!special)
            return host.Replace("%", "", StringComparison.Ordinal).AsSpan().ContainsAny(ForbiddenInHost) ? null : WebUrlText.Encode(host, "");

        return WebHost.Ascii(WebForm.PercentDecode(host)) is { Length: > 0 } ascii && !ascii.AsSpan().ContainsAny(ForbiddenInHost) && !ascii.Any(char.IsControl)
            ? WebHost.EndsInNumber(ascii) ? WebHost.Ipv4(ascii) : ascii
            : null;
    }

    private string Origin(string host)
    {
        if (_scheme == "blob")
            return Parse(_path.ToString(), null) is { _scheme: "http" or "https" } inner ? inner.Origin(inner._host + (inner._port.Length > 0 ? $":{inner._port}" : "")) : "null";
        return IsSpecial(_scheme) && _scheme != File ? $"{_scheme}://{host}" : "null";
    }

    private bool StartsWithSlash(string text) => text.StartsWith('/') || (IsSpecial(_scheme) && text.StartsWith('\\'));

    private static int ColonOutsideBrackets(string authority)
    {
        var bracket = authority.LastIndexOf(']');
        return authority.IndexOf(':', authority.StartsWith('[') && bracket > 0 ? bracket : 0);
    }

    private static (string Before, string? After) Cut(string text, char sign) =>
        text.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, null);
}
