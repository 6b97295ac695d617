using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

/// <summary>What must hold for tokens and keys in server.json.</summary>
public sealed class BearerRulesTests
{
    [Theory]
    [InlineData("""{ "bearer": { "secret": "too short" } }""", "server.json(1): authentication.bearer.secret must have 32 to 1024 bytes, and ought to be random (found 9).")]
    [InlineData("""{ "bearer": { "issuer": "x" } }""", "server.json(1): authentication.bearer says what tokens must be, but not what they are signed with; set secret or jwks.")]
    [InlineData("""{ "bearer": { "algorithms": ["none"] } }""", "server.json(1): authentication.bearer says what tokens must be, but not what they are signed with; set secret or jwks.|server.json(1): authentication.bearer.algorithms must be of HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512 (found \"none\").")]
    [InlineData("""{ "bearer": { "secret": "01234567890123456789012345678901", "algorithms": ["HS512"] } }""", "server.json(1): authentication.bearer.algorithms holds none that the secret is long enough for (HS256).")]
    [InlineData("""{ "bearer": { "nameClaim": "", "rolesClaim": "" } }""", "server.json(1): authentication.bearer.nameClaim must not be empty.|server.json(1): authentication.bearer.rolesClaim must not be empty.")]
    [InlineData("""{ "bearer": { "jwks": "keys.json" } }""", "keys.json: there is no such file.|server.json(1): authentication.bearer.issuer must be set beside jwks; \"*\" takes tokens of any issuer.|server.json(1): authentication.bearer.audience must be set beside jwks; \"*\" takes tokens that were made for others too.")]
    [InlineData("""{ "bearer": { "clockSkew": "1h" } }""", "server.json(1): authentication.bearer.clockSkew must be at most 600000 ms (found 1h).")]
    [InlineData("""{ "apiKey": { "header": "Authorization" } }""", "server.json(1): authentication.apiKey.header must be a header field of its own, such as \"X-Api-Key\" (found \"Authorization\").")]
    [InlineData("""{ "apiKey": { "header": "X Key" } }""", "server.json(1): authentication.apiKey.header must be a header field of its own, such as \"X-Api-Key\" (found \"X Key\").")]
    [InlineData("""{ "users": [ { "name": "robot", "apiKeyHashes": ["sws_key"] } ] }""", "server.json(1): authentication.users[0].apiKeyHashes[0] must be a hash that \"scriptws user NAME --api-key\" printed.")]
    [InlineData("""{ "users": [ { "name": "robot" } ] }""", "server.json(1): authentication.users[0] has no password; \"scriptws user NAME\" prints an entry with a passwordHash.")]
    public void Settings_ThatContradict_AreExplained(string authentication, string explanations) => Assert.Equal(explanations.Split('|').Order(), ErrorsOf(authentication).Order());

    [Fact]
    public void ApiKey_OfTwoUsers_IsRefused()
    {
        var hash = ApiKey.Hash(ApiKey.Create());

        Assert.Equal(
            ["server.json(1): authentication.users[1].apiKeyHashes[0] is listed twice; a key has one owner."],
            ErrorsOf($$"""{ "users": [ { "name": "a", "apiKeyHashes": ["{{hash}}"] }, { "name": "b", "apiKeyHashes": ["{{hash}}"] } ] }"""));
    }

    [Fact]
    public void ApiKeys_MadeTwice_AreDifferentAndLong()
    {
        var (one, other) = (ApiKey.Create(), ApiKey.Create());

        Assert.NotEqual(one, other);
        Assert.Equal("sws_".Length + 43, one.Length);
    }

    [Theory]
    [InlineData("sha256$")]
    [InlineData("sha256$AAAA")]
    [InlineData("sha256$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("sha256$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("SHA256$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Hash_SpelledOtherwise_IsNone(string text) => Assert.False(ApiKey.IsHash(text));

    private static string[] ErrorsOf(string authentication)
    {
        using var folder = new TemporaryFolder();
        folder.Write("server.json", $$"""{ "authentication": {{authentication}} }""");
        try
        {
            ServerConfiguration.Load(Path.Combine(folder.Path, "server.json"));
            return [];
        }
        catch (ConfigurationException e)
        {
            return [.. e.Errors.Select(error => error.ToString())];
        }
    }
}
