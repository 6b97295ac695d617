using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Signed tokens (RFC 7519).</summary>
[Binding, StepGroup(Groups.Server)]
internal sealed class TokenSteps(World world, Placeholders placeholders)
{
    private const string Lifetime = "lasts", Secret = "secret";

    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    private string _secret = "";

    [Given("tokens are signed with the secret {string}")]
    public void GivenTheSecret(string secret)
    {
        world.NeedsOwnServer();
        world.Setup.Set("authentication.enabled", "true");
        world.Setup.Set("authentication.bearer.secret", JsonValue.Create(secret).ToJsonString());
        _secret = secret;
    }

    /// <param name="name">What the scenario calls it.</param>
    /// <param name="user">The claim "sub".</param>
    [Given("the token {string} for {string}( with:)")]
    public void GivenTheToken(string name, string user) => GivenTheToken(name, user, null);

    /// <inheritdoc cref="GivenTheToken(string, string)"/>
    /// <param name="name">What the scenario calls it.</param>
    /// <param name="user">The claim "sub".</param>
    /// <param name="with">How long it lasts, another secret, and further claims.</param>
    [Given("the token {string} for {string}( with:)")]
    public void GivenTheToken(string name, string user, DataTable? with)
    {
        var (claims, time, secret) = (new JsonObject { ["sub"] = user }, Usual, _secret);
        foreach (var (what, value) in with?.Pairs() ?? new Dictionary<string, string>())
        {
            if (what == Lifetime) time = Parameters.DurationOf(value);
            else if (what == Secret) secret = value;
            else claims[what] = ValueOf(value);
        }

        claims.TryAdd("exp", JsonValue.Create((world.Clock.GetUtcNow() + time).ToUnixTimeSeconds()));
        placeholders.Keep(name, Sign(claims, secret));
    }

    private static string Sign(JsonObject claims, string secret)
    {
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
