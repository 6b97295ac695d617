using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScriptWs.Tests.Authentication;

/// <summary>Makes tokens by hand, right ones and those that nobody should take, with keys of its own.</summary>
internal sealed class TokenForge : IDisposable
{
    public const string Secret = "a-secret-of-more-than-thirty-two-bytes-5f3c";

    public const string Issuer = "https://issuer.example", Audience = "chat";

    public RSA Rsa { get; } = RSA.Create(2048);

    public ECDsa Curve { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>A right payload: alice the admin, for an hour from the fake clock's beginning.</summary>
    public static JsonObject Claims => new() { ["sub"] = "alice", ["roles"] = new JsonArray("admin"), ["exp"] = Start + 3600, ["iss"] = Issuer, ["aud"] = Audience };

    /// <summary>The second at which a FakeTimeProvider begins.</summary>
    public static long Start { get; } = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>A right token with a change to its claims or its header.</summary>
    public static string Hs256(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, string secret = Secret)
    {
        var payload = Claims;
        claims?.Invoke(payload);
        return Hs256(payload.ToJsonString(), HeaderOf("HS256", header), secret);
    }

    public static string Hs256(string payload, string header = """{"alg":"HS256"}""", string secret = Secret) =>
        Sign(header, payload, bytes => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes));

    public string Rs256(Action<JsonObject>? claims = null, Action<JsonObject>? header = null) =>
        Signed("RS256", claims, header, bytes => Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string Es256(Action<JsonObject>? claims = null, Action<JsonObject>? header = null) =>
        Signed("ES256", claims, header, bytes => Curve.SignData(bytes, HashAlgorithmName.SHA256));

    /// <summary>Both public keys as a key set, each with its algorithm's name as kid.</summary>
    public string KeySet() => new JsonObject { ["keys"] = new JsonArray(RsaKey("RS256"), CurveKey("ES256")) }.ToJsonString();

    public JsonObject RsaKey(string kid)
    {
        var key = Rsa.ExportParameters(false);
        return new JsonObject { ["kty"] = "RSA", ["kid"] = kid, ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) };
    }

    public JsonObject CurveKey(string kid)
    {
        var key = Curve.ExportParameters(false);
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = kid, ["x"] = Base64Url.EncodeToString(key.Q.X), ["y"] = Base64Url.EncodeToString(key.Q.Y) };
    }

    /// <summary>The signature of the first two parts of a token as they are.</summary>
    public static string Hs256Of(string signed) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(signed)));

    public static string Sign(string header, string payload, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public void Dispose()
    {
        Rsa.Dispose();
        Curve.Dispose();
    }

    private static string Signed(string algorithm, Action<JsonObject>? claims, Action<JsonObject>? header, Func<byte[], byte[]> sign)
    {
        var payload = Claims;
        claims?.Invoke(payload);
        return Sign(HeaderOf(algorithm, h => { h["kid"] = algorithm; header?.Invoke(h); }), payload.ToJsonString(), sign);
    }

    private static string HeaderOf(string algorithm, Action<JsonObject>? change)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        change?.Invoke(header);
        return header.ToJsonString(new JsonSerializerOptions());
    }
}
