using System.Globalization;
using System.Text.RegularExpressions;

namespace ScriptWs.Configuration;

/// <summary>
/// One entry of <c>origins</c>: <c>https://example.com</c>, <c>https://*.example.com</c>, <c>http://localhost:*</c>,
/// <c>null</c> or <c>*</c>.
/// </summary>
internal sealed partial class OriginPattern
{
    private readonly string _text;
    private readonly string _scheme;
    private readonly string _host;
    private readonly int? _port;

    private OriginPattern(string text, string scheme = "", string host = "", int? port = null) =>
        (_text, _scheme, _host, _port) = (text, scheme, host, port);

    /// <returns><c>null</c> when it is no such entry.</returns>
    public static OriginPattern? Parse(string text)
    {
        if (text is "*" or "null") return new OriginPattern(text);
        var match = PatternText().Match(text.ToLowerInvariant());
        if (!match.Success) return null;

        var (scheme, port) = (match.Groups[1].Value, match.Groups[3].Value);
        if (port == "*") return new OriginPattern(text, scheme, match.Groups[2].Value);
        return PortOf(scheme, port) is { } number ? new OriginPattern(text, scheme, match.Groups[2].Value, number) : null;
    }

    /// <summary>Takes an Origin header apart (RFC 6454 §6.2).</summary>
    /// <returns>
    /// Its scheme, host and port in lower case, the scheme's own port if it names none; <c>null</c> when it has none of these.
    /// </returns>
    public static (string Scheme, string Host, int Port)? Split(string origin)
    {
        var match = OriginText().Match(origin.ToLowerInvariant());
        return match.Success && PortOf(match.Groups[1].Value, match.Groups[3].Value) is { } port
            ? (match.Groups[1].Value, match.Groups[2].Value, port)
            : null;
    }

    /// <param name="origin">The header as it came.</param>
    /// <param name="parts">The same as <see cref="Split"/> took it apart.</param>
    public bool Matches(string origin, (string Scheme, string Host, int Port)? parts)
    {
        if (_text == "*") return true;
        if (parts is not { } given) return _text == "null" && origin == "null";

        var isHost = _host.StartsWith("*.", StringComparison.Ordinal)
            ? given.Host.Length > _host.Length - 1 && given.Host.EndsWith(_host[1..], StringComparison.Ordinal)
            : given.Host == _host;
        return isHost && given.Scheme == _scheme && (_port ?? given.Port) == given.Port;
    }

    /// <summary>A port, or the scheme's own; 0 for a scheme without one.</summary>
    private static int? PortOf(string scheme, string port) => (scheme, port) switch
    {
        ("http", "") => 80,
        ("https", "") => 443,
        (_, "") => 0,
        _ when int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535 => number,
        _ => null,
    };

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*)://((?:\*\.)?[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}|\*))?$")]
    private static partial Regex PatternText();

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*)://([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?$")]
    private static partial Regex OriginText();
}
