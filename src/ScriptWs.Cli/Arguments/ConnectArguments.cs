using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Cli;

/// <summary>Reads the arguments of <c>scriptws connect</c>.</summary>
internal static class ConnectArguments
{
    private const string TokenPunctuation = "!#$%&'*+-.^_`|~";
    private static readonly string[] OwnHeaders = ["Connection", "Upgrade", "Host", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions"];

    public static TimeSpan DefaultWait { get; } = TimeSpan.FromMilliseconds(500);

    public static Uri? ParseUrl(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"ws://{text}";
        if (Uri.TryCreate(full, UriKind.Absolute, out var url) && url.Scheme is "ws" or "wss" && url.Fragment.Length == 0 && url.Host.Length > 0)
        {
            if (url.UserInfo.Length == 0) return url;
            result.AddError($"the address holds who you are, which is not sent; say it with --user, as in --user NAME ws{url.Scheme[2..]}://{url.Authority}{url.PathAndQuery}.");
            return null;
        }

        var advice = text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && text.Contains("://", StringComparison.Ordinal)
            ? $"did you mean ws{text[4..]}?"
            : "write it as in ws://127.0.0.1:8080/ or wss://example.com/chat.";
        result.AddError($"\"{text}\" is not the address of a WebSocket server; {advice}");
        return null;
    }

    public static string[]? ParseSubprotocols(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(token => !IsToken(token.Value)))
            result.AddError($"--protocol {token.Value}: a subprotocol is a name of letters, digits and {TokenPunctuation}.");
        return [.. result.Tokens.Select(token => token.Value).Distinct()];
    }

    public static KeyValuePair<string, string>[]? ParseHeaders(ArgumentResult result)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            var colon = text.IndexOf(':');
            var (name, value) = colon > 0 ? (text[..colon], text[(colon + 1)..].Trim()) : ("", "");
            if (!IsToken(name) || value.Any(c => char.IsControl(c) && c != '\t'))
                result.AddError($"--header \"{Printable.Line(text)}\": this is not NAME: VALUE; write it as in 'Cookie: id=1'.");
            else if (OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
                result.AddError($"--header {name}: the handshake sets this one itself.");
            else
                headers.Add(new(name, value));
        }

        return [.. headers];
    }

    public static X509Certificate2Collection? ParseAuthorities(ArgumentResult result)
    {
        var (file, found) = (result.Tokens[0].Value, new X509Certificate2Collection());
        try
        {
            found.ImportFromPemFile(file);
            if (found.Count > 0) return found;
            result.AddError($"--ca {file}: there is no certificate in it; name a PEM file (-----BEGIN CERTIFICATE-----).");
        }
        catch (CryptographicException)
        {
            result.AddError($"--ca {file}: a certificate in it is damaged.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            result.AddError($"--ca {file}: {(File.Exists(file) ? "it cannot be read." : "there is no such file.")}");
        }

        return null;
    }

    public static TimeSpan ParseWait(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == "forever") return Timeout.InfiniteTimeSpan;

        var digits = text.TrimEnd('m', 's');
        var unit = text[digits.Length..] switch { "ms" => 1, "s" or "" => 1000, "m" => 60_000, _ => 0 };
        if (unit > 0 && ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return TimeSpan.FromMilliseconds((double)number * unit);

        result.AddError($"--wait {text}: this is not a duration; write it as in 500ms, 2s, 1m or forever.");
        return default;
    }

    private static bool IsToken(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || TokenPunctuation.Contains(c));
}
