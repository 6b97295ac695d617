using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>
/// Values that are unknown beforehand, in square brackets: <c>[right]</c> is the token of that name, <c>[Anna's ETag]</c> a
/// header field of her answer (or <c>[Anna's token]</c> what it holds), <c>[20000 bytes]</c> that number of letters.
/// </summary>
internal sealed partial class Placeholders(World world)
{
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    public void Keep(string token, string value) => _tokens[token] = value;

    /// <exception cref="StepFailedException">There is no such token.</exception>
    public string Token(string name) => _tokens.GetValueOrDefault(name) ?? throw new StepFailedException($"There is no token \"{name}\"; a Given makes one.");

    /// <summary>The text as it goes over the wire.</summary>
    /// <exception cref="StepFailedException">There is no such thing.</exception>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Fill(string? text) => text is null ? null : Placeholder().Replace(text, Value);

    /// <summary>The token that a client's answer to a login holds.</summary>
    /// <exception cref="StepFailedException">It holds none.</exception>
    public static string TokenOf(TestClient client)
    {
        try
        {
            return JsonNode.Parse(client.Body)?["token"]?.GetValue<string>() ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new StepFailedException($"{client.Name} has no token.", "an answer with a token", $"{client.Status} {client.Body}".TrimEnd());
        }
    }

    private string Value(Match match)
    {
        if (match.Groups["length"] is { Success: true } length) return Messages.Letters(int.Parse(length.Value, CultureInfo.InvariantCulture));
        // Scripts may mean something else by brackets; in scenarios without tokens they are what they are.
        if (match.Groups["token"] is { Success: true } token) return _tokens.Count == 0 ? match.Value : Token(token.Value);

        var (client, what) = (world.Client(match.Groups["client"].Value), match.Groups["what"].Value);
        if (what == "token") return TokenOf(client);
        return client.Headers.GetValueOrDefault(what.ToLowerInvariant()) ?? throw new StepFailedException($"{client.Name}'s answer has no header field {what}.");
    }

    [GeneratedRegex(@"\[(?:(?<length>\d+) bytes|(?<client>[A-Z][a-z]+)'s (?<what>[A-Za-z-]+)|(?<token>[a-z]+))\]")]
    private static partial Regex Placeholder();
}
