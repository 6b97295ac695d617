using System.Security.Cryptography;

namespace ScriptWs.Configuration;

/// <summary>The algorithms of RFC 7518 §3.1 that are known, by what signs with them. <c>none</c> is not among them.</summary>
internal static class TokenAlgorithms
{
    public static readonly IReadOnlyList<string> OfSecret = ["HS256", "HS384", "HS512"];

    public static readonly IReadOnlyList<string> OfRsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    /// <summary>Each curve has one.</summary>
    public static readonly IReadOnlyDictionary<string, (string Algorithm, ECCurve Curve, int Size)> OfCurves =
        new Dictionary<string, (string, ECCurve, int)>(StringComparer.Ordinal)
        {
            ["P-256"] = ("ES256", ECCurve.NamedCurves.nistP256, 32),
            ["P-384"] = ("ES384", ECCurve.NamedCurves.nistP384, 48),
            ["P-521"] = ("ES512", ECCurve.NamedCurves.nistP521, 66),
        };

    public static readonly IReadOnlyList<string> All = [.. OfSecret, .. OfRsa, .. OfCurves.Values.Select(curve => curve.Algorithm)];

    /// <summary>Those of HMAC that a secret is long enough for (RFC 7518 §3.2: as long as the hash).</summary>
    public static IReadOnlyList<string> OfSecretWith(int bytes) => [.. OfSecret.Where(name => bytes >= SizeOf(name))];

    private static int SizeOf(string name) => name switch
    {
        "HS256" => 32,
        "HS384" => 48,
        _ => 64,
    };
}
