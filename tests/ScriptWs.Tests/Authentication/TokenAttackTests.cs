using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Authentication;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Authentication;

/// <summary>Tokens as those who want to get in without a right make them: each is refused, and only what is right gets in.</summary>
public sealed class TokenAttackTests : IDisposable
{
    /// <summary>One for all tests, which run one after the other: its keys take a fifth of a second of processor time.</summary>
    private static readonly TokenForge Forge = new();

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Token_ThatIsRight_IsKnown()
    {
        Assert.Equal("alice admin", await TryAsync(TokenForge.Hs256()));
        Assert.Equal("alice admin", await TryAsync(Forge.Rs256()));
        Assert.Equal("alice admin", await TryAsync(Forge.Es256()));
        Assert.Equal("alice admin", await TryAsync(Forge.Es256(header: h => h.Remove("kid"))));
        Assert.Equal("alice admin", await TryAsync(Forge.Rs256(claims => claims["aud"] = new JsonArray("mail", "chat"))));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    public async Task Algorithm_None_IsRefused(string algorithm)
    {
        var header = $$"""{"alg":"{{algorithm}}"}""";

        Assert.Equal("wrong", await TryAsync($"{TokenForge.Encode(header)}.{TokenForge.Encode(TokenForge.Claims.ToJsonString())}."));
        Assert.Equal("wrong", await TryAsync(TokenForge.Hs256(TokenForge.Claims.ToJsonString(), header)));
    }

    [Fact]
    public async Task PublicKey_AsSecret_IsRefused()
    {
        string[] guesses = [Forge.Rsa.ExportSubjectPublicKeyInfoPem(), Forge.Rsa.ExportRSAPublicKeyPem(), Forge.KeySet(), Forge.RsaKey("RS256")["n"]!.GetValue<string>()];

        foreach (var guess in guesses)
        {
            Assert.Equal("wrong", await TryAsync(TokenForge.Hs256(secret: guess)));
            Assert.Equal("wrong", await TryAsync(TokenForge.Hs256(header: h => h["kid"] = "RS256", secret: guess)));
        }
    }

    [Fact]
    public async Task Algorithm_OfAnotherKey_IsRefused()
    {
        Assert.Equal("wrong", await TryAsync(Forge.Rs256(header: h => h["kid"] = "ES256")));
        Assert.Equal("wrong", await TryAsync(Forge.Es256(header: h => h["alg"] = "RS256")));
        Assert.Equal("wrong", await TryAsync(Forge.Es256(header: h => h["alg"] = "ES512")));
        Assert.Equal("wrong", await TryAsync(Forge.Rs256(header: h => h["alg"] = "RS512")));
    }

    [Fact]
    public async Task Algorithm_NotTaken_IsRefused()
    {
        var options = Options with { Algorithms = ["ES256"] };

        Assert.Equal("wrong", await TryAsync(Forge.Rs256(), options));
        Assert.Equal("wrong", await TryAsync(TokenForge.Hs256(), options));
        Assert.Equal("alice admin", await TryAsync(Forge.Es256(), options));
    }

    [Theory]
    [InlineData("""{"alg":"HS256","crit":["exp"],"exp":1}""")]
    [InlineData("""{"alg":"HS256","crit":[]}""")]
    [InlineData("""{"alg":"HS256","b64":false,"crit":["b64"]}""")]
    [InlineData("""{"alg":"HS256","b64":false}""")]
    [InlineData("""{"alg":"HS256","b64":true}""")]
    [InlineData("""{"alg":"HS256","zip":"DEF"}""")]
    [InlineData("""{"alg":"HS256","zip":"none"}""")]
    [InlineData("""{"alg":"HS256","enc":"A128GCM"}""")]
    [InlineData("""{"alg":"HS256","cty":"JWT"}""")]
    [InlineData("""{"alg":"HS256","\u0061lg":"HS256"}""")]
    [InlineData("""{"alg":"HS256",}""")]
    [InlineData("""{"alg":"HS256"}{}""")]
    [InlineData("""{"alg":"HS256"/**/}""")]
    [InlineData("\uFEFF{\"alg\":\"HS256\"}")]
    [InlineData("""{"alg":"HS256","typ":"logout+jwt"}""")]
    [InlineData("""{"alg":"HS256","typ":7}""")]
    [InlineData("""{"alg":"HS256","kid":7}""")]
    [InlineData("""{"alg":"none","alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","alg":"none"}""")]
    [InlineData("""{"alg":["HS256"]}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"alg":"HS256","x":{"y":{"z":{"deep":{}}}}}""")]
    public async Task Header_NobodyNeeds_IsRefused(string header) => Assert.Equal("wrong", await TryAsync(TokenForge.Hs256(TokenForge.Claims.ToJsonString(), header)));

    [Theory]
    [InlineData("jku", "\"https://evil.example/keys\"")]
    [InlineData("x5u", "\"https://evil.example/cert\"")]
    [InlineData("kid", "\"../../../../dev/null\"")]
    [InlineData("kid", "\"RS256' OR '1'='1\"")]
    public async Task KeyOfOnesOwn_NamedInTheHeader_IsNotUsed(string name, string value)
    {
        using var mallory = new TokenForge();

        Assert.Equal("wrong", await TryAsync(mallory.Rs256(header: h => h[name] = JsonNode.Parse(value))));
        Assert.Equal("wrong", await TryAsync(mallory.Rs256(header: h => h["jwk"] = mallory.RsaKey("RS256"))));
    }

    [Fact]
    public async Task KeyId_ThatIsUnknown_IsRefused()
    {
        Assert.Equal("wrong", await TryAsync(Forge.Rs256(header: h => h["kid"] = "another")));
        Assert.Equal("wrong", await TryAsync(Forge.Rs256(header: h => h["kid"] = "rs256")));
    }

    [Theory]
    [InlineData("iss", "\"https://evil.example\"")]
    [InlineData("iss", "\"https://issuer.example/\"")]
    [InlineData("iss", "[\"https://issuer.example\"]")]
    [InlineData("iss", null)]
    [InlineData("aud", "\"mail\"")]
    [InlineData("aud", "[\"mail\",\"chats\"]")]
    [InlineData("aud", "[]")]
    [InlineData("aud", null)]
    [InlineData("exp", null)]
    [InlineData("exp", "\"4102444800\"")]
    [InlineData("exp", "1e300")]
    [InlineData("exp", "1e400")]
    [InlineData("exp", "253402300800")]
    [InlineData("exp", "99999999999999999999999999")]
    [InlineData("exp", "[4102444800]")]
    [InlineData("exp", "{}")]
    [InlineData("exp", "true")]
    [InlineData("nbf", "1e400")]
    [InlineData("nbf", "-1e400")]
    [InlineData("nbf", "99999999999999999999999999")]
    [InlineData("nbf", "null")]
    [InlineData("exp", "-1")]
    [InlineData("nbf", "\"soon\"")]
    [InlineData("sub", null)]
    [InlineData("sub", "\"\"")]
    [InlineData("sub", "7")]
    [InlineData("sub", "\"al\\u0000ice\"")]
    [InlineData("roles", "{\"admin\":true}")]
    [InlineData("roles", "[\"admin\",7]")]
    [InlineData("roles", "[\"\"]")]
    public async Task Claim_ThatIsWrong_IsRefused(string name, string? json) => Assert.Equal("wrong", await TryAsync(Forge.Rs256(claims =>
    {
        claims.Remove(name);
        if (json is not null) claims[name] = JsonNode.Parse(json);
    })));

    [Theory]
    [InlineData(3629, "alice admin")]
    [InlineData(3630, "expired")]
    public async Task Token_AtItsEnd_HasTheClocksToSpare(int seconds, string expected)
    {
        var token = TokenForge.Hs256();
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, await TryAsync(token));
    }

    [Theory]
    [InlineData(30, "alice admin")]
    [InlineData(31, "wrong")]
    public async Task Token_NotYetValid_HasTheClocksToSpare(int ahead, string expected) =>
        Assert.Equal(expected, await TryAsync(TokenForge.Hs256(claims => claims["nbf"] = TokenForge.Start + ahead)));

    [Fact]
    public async Task Expired_WithAWrongSignature_IsNotSaidToBe()
    {
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal("wrong", await TryAsync(TokenForge.Hs256(secret: "another-secret-of-more-than-32-bytes-xyz")));
    }

    [Theory]
    [InlineData("""{"sub":"alice","sub":"bob","exp":4102444800,"iss":"https://issuer.example","aud":"chat"}""")]
    [InlineData("""["alice"]""")]
    [InlineData("\"alice\"")]
    [InlineData("alice")]
    [InlineData("")]
    public async Task Payload_ThatIsNoObject_IsRefused(string payload) => Assert.Equal("wrong", await TryAsync(TokenForge.Hs256(payload)));

    [Fact]
    public async Task Token_CutShortOrChanged_IsRefused()
    {
        var token = Forge.Es256();
        for (var length = token.IndexOf('.', StringComparison.Ordinal) + 1; length < token.Length; length += 7) Assert.Equal("wrong", await TryAsync(token[..length]));

        foreach (var changed in new[] { token + "A", token + ".", token + "." + token, "." + token, token.Replace('.', '='), token[..^4] + "AAAA" }) Assert.NotEqual("alice admin", await TryAsync(changed));
    }

    /// <summary>Decoders that are lax read the same content in each of these; a token has one text.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Part_WrittenInAnotherWay_IsRefused(int part)
    {
        var header = """{"alg":"HS256","a":1}""";
        string[] payloads = [Payload(0), Payload(1), Payload(2)];
        foreach (var payload in payloads)
        {
            // The signature is that of the text as it is sent, as a library that signs a lax text would make it.
            var parts = TokenForge.Hs256(payload, header).Split('.');
            Assert.Equal("alice admin", await TryAsync(string.Join('.', parts)));
            foreach (var changed in OtherWaysOf(parts[part]))
            {
                string[] sent = [.. parts];
                sent[part] = changed;
                if (part < 2) sent[2] = TokenForge.Hs256Of($"{sent[0]}.{sent[1]}");
                Assert.True(await TryAsync(string.Join('.', sent)) == "wrong", changed);
            }
        }

        static string Payload(int spaces) => TokenForge.Claims.ToJsonString() + new string(' ', spaces);
    }

    private static IEnumerable<string> OtherWaysOf(string text)
    {
        foreach (var padding in new[] { "=", "==", "===", " ", "\n", "\t", "\r\n", "%3D", "\0", "\u00a0" }) yield return text + padding;
        foreach (var space in new[] { " ", "\n", "\r\n", "\t" })
        {
            yield return space + text;
            yield return text.Insert(text.Length / 2, space);
        }

        if (text.Contains('-') || text.Contains('_')) yield return text.Replace('-', '+').Replace('_', '/');
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var unused = (text.Length % 4) switch { 2 => 16, 3 => 4, _ => 1 };
        for (var bits = 1; bits < unused; bits++) yield return text[..^1] + alphabet[alphabet.IndexOf(text[^1], StringComparison.Ordinal) + bits];
    }

    [Fact]
    public async Task Payload_OfAnotherToken_IsRefused()
    {
        var (mine, other) = (TokenForge.Hs256(claims => claims["sub"] = "mallory").Split('.'), TokenForge.Hs256().Split('.'));

        Assert.Equal("wrong", await TryAsync($"{mine[0]}.{other[1]}.{mine[2]}"));
    }

    [Fact]
    public async Task Signature_Missing_IsRefused() => Assert.Equal("wrong", await TryAsync(TokenForge.Hs256()[..(TokenForge.Hs256().LastIndexOf('.') + 1)]));

    [Fact]
    public async Task Token_Encrypted_IsRefused()
    {
        var header = TokenForge.Encode("""{"alg":"dir","enc":"A128CBC-HS256"}""");

        Assert.Equal("wrong", await TryAsync($"{header}..AAAAAAAAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"));
    }

    [Fact]
    public async Task Claims_UnderOtherNames_AreFound()
    {
        var token = TokenForge.Hs256(claims =>
        {
            claims["https://chat.example/name"] = "zoë";
            claims["realm_access"] = new JsonObject { ["roles"] = new JsonArray("one", "two") };
            claims["scope"] = "read write";
        });

        Assert.Equal("zoë one,two", await TryAsync(token, Options with { NameClaim = "https://chat.example/name", RolesClaim = "realm_access.roles" }));
        Assert.Equal("alice read,write", await TryAsync(token, Options with { RolesClaim = "scope" }));
        Assert.Equal("alice", await TryAsync(token, Options with { RolesClaim = "groups.of.mine" }));
    }

    [Theory]
    [InlineData("abc", false)]
    [InlineData("abc.def.ghi", false)]
    [InlineData("eyJ0eXAiOiJKV1QifQ.e30.", false)]
    [InlineData("eyJhbGciOiJub25lIn0.", true)]
    [InlineData("eyJhbGciOiJub25lIn0", false)]
    public void Token_OfSomeKind_IsAJwtOrNot(string token, bool expected) => Assert.Equal(expected, JwtHeader.IsJwt(token));

    private static BearerOptions Options => new() { Secret = TokenForge.Secret, Jwks = "keys.json", Issuer = TokenForge.Issuer, Audience = TokenForge.Audience };

    private async Task<string> TryAsync(string token, BearerOptions? options = null)
    {
        _folder.Write("keys.json", Forge.KeySet());
        options ??= Options;
        var keys = BearerRules.KeysOf(new ScriptWsOptions { BaseDirectory = _folder.Path, Authentication = new() { Bearer = options } });
        return await new TokenValidator(options, keys, _clock).ValidateAsync(token) switch
        {
            AuthenticationResult.Known { User: var user } => $"{user.Name} {string.Join(',', user.Roles)}".TrimEnd(),
            AuthenticationResult.Expired => "expired",
            var result => result.GetType().Name.ToLowerInvariant(),
        };
    }
}
