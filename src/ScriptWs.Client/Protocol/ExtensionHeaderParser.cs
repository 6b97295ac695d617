using System.Buffers;
using System.Text;

namespace ScriptWs.Protocol;

/// <summary>
/// Reads Sec-WebSocket-Extensions (RFC 6455 §9.1): <c>name; parameter; parameter=value; parameter="value", name …</c>
/// Empty list elements are skipped (RFC 9110 §5.6.1.2).
/// </summary>
internal ref struct ExtensionHeaderParser(ReadOnlySpan<char> header)
{
    private static readonly SearchValues<char> Delimiters = SearchValues.Create(" \t,;=\"");

    private ReadOnlySpan<char> _rest = header;

    /// <returns><c>null</c> when the header does not follow the grammar, or offers nothing.</returns>
    public static IReadOnlyList<ExtensionOffer>? Parse(ReadOnlySpan<char> header)
    {
        var offers = new List<ExtensionOffer>();
        var parser = new ExtensionHeaderParser(header);
        do
        {
            parser.SkipSpace();
            if (parser._rest.IsEmpty || parser._rest[0] == ',') continue;
            if (parser.TakeOffer() is not { } offer) return null;
            offers.Add(offer);
        }
        while (parser.Take(','));
        return parser._rest.IsEmpty && offers.Count > 0 ? offers : null;
    }

    private ExtensionOffer? TakeOffer()
    {
        if (TakeToken() is not { } name) return null;

        var parameters = new List<KeyValuePair<string, string?>>();
        while (Take(';'))
        {
            if (TakeToken() is not { } parameter) return null;
            string? value = null;
            if (Take('=') && (value = TakeValue()) is null) return null;
            parameters.Add(new(parameter, value));
        }

        return new ExtensionOffer(name, parameters);
    }

    private string? TakeToken()
    {
        SkipSpace();
        var end = _rest.IndexOfAny(Delimiters);
        var token = end < 0 ? _rest : _rest[..end];
        if (!HttpSyntax.IsToken(token)) return null;
        _rest = _rest[token.Length..];
        return token.ToString();
    }

    // RFC 6455 §9.1: the value of a quoted string must be a token too, once it is unescaped.
    private string? TakeValue()
    {
        SkipSpace();
        if (_rest.IsEmpty || _rest[0] != '"') return TakeToken();

        var value = new StringBuilder();
        for (var i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] == '"')
            {
                _rest = _rest[(i + 1)..];
                var text = value.ToString();
                return HttpSyntax.IsToken(text) ? text : null;
            }

            if (_rest[i] == '\\' && ++i == _rest.Length) return null;
            value.Append(_rest[i]);
        }

        return null;
    }

    private bool Take(char separator)
    {
        SkipSpace();
        if (_rest.IsEmpty || _rest[0] != separator) return false;
        _rest = _rest[1..];
        return true;
    }

    private void SkipSpace() => _rest = _rest.TrimStart(" \t");
}
