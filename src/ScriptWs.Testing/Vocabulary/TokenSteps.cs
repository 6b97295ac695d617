using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Signed tokens (RFC 7519), and where clients put them.</summary>
[Binding]
internal sealed class TokenSteps(World world)
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private string _secret = "";

    [Given("tokens are signed with the secret {string}")]
    public void GivenTheSecret(string secret)
    {
        world.NeedsOwnServer();
        world.Setup.Set("authentication.enabled", "true");
        world.Setup.Set("authentication.bearer.secret", JsonValue.Create(secret).ToJsonString());
        _secret = secret;
    }

    [Given("the token {string} for {string}")]
    public void GivenTheToken(string name, string user) => GivenTheTokenThatLasts(name, user, Usual);

    [Given("the token {string} for {string} that lasts {duration}")]
    public void GivenTheTokenThatLasts(string name, string user, TimeSpan time) => Keep(name, new JsonObject { ["sub"] = user }, time, _secret);

    [Given("the token {string} for {string} signed with the secret {string}")]
    public void GivenTheForgedToken(string name, string user, string secret) => Keep(name, new JsonObject { ["sub"] = user }, Usual, secret);

    [Given("the token {string} with the claims:")]
    public void GivenTheTokenWithClaims(string name, DataTable claims)
    {
        var payload = new JsonObject();
        foreach (var (claim, value) in claims.Pairs()) payload[claim] = ValueOf(value);
        Keep(name, payload, Usual, _secret);
    }

    [Given("{name} has connected with the token {string}")]
    [When("{name} connects with the token {string}")]
    public async Task WhenConnectsWithTheToken(string name, string token) =>
        await world.ConnectAsync(name, new ConnectOptions { Headers = [new("Authorization", $"Bearer {Token(token)}")] }).ConfigureAwait(false);

    [When("{name} connects with the token {string} among the subprotocols {string}")]
    public async Task WhenConnectsWithTheSubprotocol(string name, string token, string protocols) =>
        await world.ConnectAsync(name, new ConnectOptions { Protocols = [protocols.Replace("TOKEN", Token(token), StringComparison.Ordinal)] }).ConfigureAwait(false);

    [When("{name} connects to {string} with the token {string} in the query")]
    public async Task WhenConnectsWithTheQuery(string name, string path, string token) =>
        await world.ConnectAsync(name, new ConnectOptions { Path = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}access_token={Token(token)}" }).ConfigureAwait(false);

    [When("{name} asks for {string} with the token {string} in the query")]
    public async Task WhenAsksWithTheQuery(string name, string path, string token)
    {
        var request = $"GET {path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}access_token={Token(token)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        await world.ConnectAsync(name, new ConnectOptions { RawRequest = Encoding.ASCII.GetBytes(request) }).ConfigureAwait(false);
    }

    [When("{client} sends the token {string}")]
    public async Task WhenSendsTheToken(TestClient client, string token) => await client.SendAsync(Token(token)).ConfigureAwait(false);

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

    private string Token(string name) => _tokens.GetValueOrDefault(name) ?? throw new StepFailedException($"There is no token \"{name}\"; a Given makes one.");

    private void Keep(string name, JsonObject claims, TimeSpan time, string secret)
    {
        claims.TryAdd("exp", JsonValue.Create((world.Clock.GetUtcNow() + time).ToUnixTimeSeconds()));
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed));
        _tokens[name] = $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
