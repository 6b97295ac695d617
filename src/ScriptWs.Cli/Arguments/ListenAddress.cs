using System.CommandLine.Parsing;
using System.Globalization;
using ScriptWs.Configuration;
using ScriptWs.Syntax;

namespace ScriptWs.Cli;

/// <summary>Reads <c>--listen ADDR:PORT</c>; <c>wss://</c> before it asks for TLS.</summary>
internal static class ListenAddress
{
    public static ListenOptions[] ParseAll(ArgumentResult result) => [.. result.Tokens.Select(token => Parse(token.Value, result)).OfType<ListenOptions>()];

    private static ListenOptions? Parse(string text, ArgumentResult result)
    {
        // As the server prints them: "listening on wss://127.0.0.1:8443/".
        var isTls = text.StartsWith("wss://", StringComparison.OrdinalIgnoreCase);
        var place = isTls || text.StartsWith("ws://", StringComparison.OrdinalIgnoreCase) ? text[(text.IndexOf('/') + 2)..].TrimEnd('/') : text;
        // A bare number is a port; brackets set an IPv6 address apart from it.
        var colon = place.LastIndexOf(':');
        var (address, port) = colon <= 0 ? ("127.0.0.1", place[(colon + 1)..]) : (place[..colon], place[(colon + 1)..]);
        var bare = address.StartsWith('[') && address.EndsWith(']') ? address[1..^1] : address;
        var isAddress = address is "*" or "localhost" || (IsAddress(bare) && (bare == address) != bare.Contains(':'));
        if (isAddress && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new ListenOptions { Address = bare, Port = number, Tls = isTls };

        result.AddError($"--listen {text}: this is not ADDRESS:PORT; write it as in 127.0.0.1:8080, [::1]:8080, *:8080, wss://*:8443 for TLS, or 0 for any free port.");
        return null;
    }

    /// <summary>The configuration's rules look at a zone, if there is one.</summary>
    private static bool IsAddress(string text) => AddressText.Parse(text.Contains('%') ? text[..text.IndexOf('%')] : text) is not null;
}
