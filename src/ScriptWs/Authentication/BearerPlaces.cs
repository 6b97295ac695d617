using System.Buffers;
using ScriptWs.Configuration;

namespace ScriptWs.Authentication;

/// <summary>
/// Where a bearer token may stand beside the Authorization header, and how it is taken from there: a page can set neither
/// headers nor, where paths are kept in logs, anything in a path.
/// </summary>
internal sealed class BearerPlaces(BearerOptions options)
{
    /// <summary>The subprotocol whose neighbour is a token.</summary>
    public const string Subprotocol = "bearer";

    private const string Parameter = "access_token=";

    /// <summary>RFC 6750 §2.1, b64token.</summary>
    private static readonly SearchValues<char> TokenText = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    /// <summary>Whether it may be tried.</summary>
    public static bool IsToken(string text) =>
        text.Length is > 0 and <= CredentialText.MaxLength && !text.AsSpan().ContainsAnyExcept(TokenText);

    /// <returns>The tokens found, an empty text for one that is missing; with none the request holds none.</returns>
    public IReadOnlyList<string> Find(CredentialSource source)
    {
        var found = new List<string>();
        if (!options.Enabled) return found;

        if (source.Header("sec-websocket-protocol") is { } list)
        {
            string[] offers = [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            if (Array.IndexOf(offers, Subprotocol) is >= 0 and var at) found.Add(offers.ElementAtOrDefault(at + 1) ?? "");
        }

        if (options.InQuery)
        {
            var ours = Parameters(source.Query).Where(IsOurs);
            found.AddRange(ours.Select(parameter => CredentialText.Decode(parameter[Parameter.Length..]) ?? ""));
        }

        return found;
    }

    /// <summary>The subprotocols that a client offers, without a token.</summary>
    public IReadOnlyList<string> WithoutToken(IReadOnlyList<string> offers)
    {
        var at = offers.TakeWhile(offer => offer != Subprotocol).Count();
        return !options.Enabled || at == offers.Count ? offers : [.. offers.Take(at), .. offers.Skip(at + 2)];
    }

    /// <summary>The query without a token.</summary>
    public string WithoutToken(string query) =>
        options is { Enabled: true, InQuery: true } && query.Contains(Parameter, StringComparison.Ordinal) ? string.Join('&', Parameters(query).Where(parameter => !IsOurs(parameter))) : query;

    private static string[] Parameters(string query) => query.Split('&');

    private static bool IsOurs(string parameter) => parameter.StartsWith(Parameter, StringComparison.Ordinal);
}
