using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace ScriptWs.Configuration;

/// <summary>
/// Reads the public keys of a JWKS file (RFC 7517). Keys of kinds that are not known, or made for something else, are
/// passed over as §5 asks; whatever should be a key and is none is an error, and so is a key that ought to be secret.
/// </summary>
internal sealed class KeySetFile
{
    /// <summary>The largest file that is read.</summary>
    public const int MaxSize = 256 * 1024;

    /// <summary>The most keys: a token that names none is tried with all of them.</summary>
    public const int MaxKeys = 32;

    private const int MinRsaBytes = 256, MaxRsaBytes = 1024;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private readonly List<TokenKey> _keys = [];

    /// <param name="file">The path.</param>
    /// <param name="problem">What is wrong, to follow the file's name; empty when nothing is.</param>
    /// <returns>The keys that signatures may be verified with.</returns>
    public static IReadOnlyList<TokenKey> Read(string file, out string problem)
    {
        var set = new KeySetFile();
        problem = Load(file, out var bytes) ?? set.Read(bytes) ?? "";
        return problem.Length == 0 ? set._keys : [];
    }

    private static string? Load(string file, out byte[] bytes)
    {
        bytes = [];
        try
        {
            var length = SourceFiles.LengthOf(file);
            if (length < 0) return "there is no such file";
            if (length > MaxSize) return $"the file is larger than {MaxSize / 1024} KiB";
            bytes = SourceFiles.ReadAllBytes(file);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "the file cannot be read";
        }
    }

    private string? Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
                return "this is no key set; it must be { \"keys\": [ … ] } (RFC 7517 §5)";
            if (keys.GetArrayLength() > MaxKeys) return $"there are more than {MaxKeys} keys (found {keys.GetArrayLength()})";

            foreach (var (index, key) in keys.EnumerateArray().Index())
            {
                if (Add(key) is { } problem) return $"keys[{index}] {problem}";
            }

            return _keys.Count > 0 ? null : "there is no key that signatures could be verified with";
        }
        catch (JsonException e)
        {
            return e.LineNumber is null
                ? "something is named twice in one object"
                : $"this is not JSON at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}";
        }
    }

    private string? Add(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object) return "must be an object";
        if (key.TryGetProperty("d", out _) || Text(key, "kty") == "oct")
            return "is a secret key; the file holds public keys only, take the secret one away from here";
        if (Text(key, "use") is { } use && use != "sig") return null;
        if (key.TryGetProperty("key_ops", out var operations)
            && !(operations.ValueKind == JsonValueKind.Array
                && operations.EnumerateArray().Any(operation => operation.ValueEquals("verify"))))
            return null;

        var id = Text(key, "kid");
        if (id is not null && _keys.Any(other => other.Id == id)) return $"has the kid of another ({SettingValue.Quote(id)})";

        try
        {
            return Text(key, "kty") switch
            {
                "RSA" => AddRsa(key, id),
                "EC" => AddCurve(key, id),
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return "is no public key: its numbers do not fit together";
        }
    }

    private string? AddRsa(JsonElement key, string? id)
    {
        if (Bytes(key, "n") is not { } modulus || Bytes(key, "e") is not { } exponent) return "must have n and e in base64url";
        if (modulus.Length is < MinRsaBytes or > MaxRsaBytes)
            return $"must have {MinRsaBytes * 8} to {MaxRsaBytes * 8} bits (found {modulus.Length * 8})";

        using (RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent }))
        {
            // It throws when there is no such key.
        }

        return Add(key, new JsonWebKey { Kty = "RSA", KeyId = id, N = Text(key, "n"), E = Text(key, "e") }, TokenAlgorithms.OfRsa);
    }

    private string? AddCurve(JsonElement key, string? id)
    {
        if (Text(key, "crv") is not { } name || !TokenAlgorithms.OfCurves.TryGetValue(name, out var curve)) return null;
        if (Bytes(key, "x") is not { } x || Bytes(key, "y") is not { } y || x.Length != curve.Size || y.Length != curve.Size)
            return $"must have x and y of {curve.Size} bytes in base64url";

        using (ECDsa.Create(new ECParameters { Curve = curve.Curve, Q = new ECPoint { X = x, Y = y } }))
        {
            // It throws when the point is not on the curve.
        }

        return Add(key, new JsonWebKey { Kty = "EC", KeyId = id, Crv = name, X = Text(key, "x"), Y = Text(key, "y") }, [curve.Algorithm]);
    }

    /// <summary>A key that names its algorithm is good for that one only (RFC 7517 §4.4).</summary>
    private string? Add(JsonElement key, JsonWebKey publicKey, IReadOnlyList<string> algorithms)
    {
        if (Text(key, "alg") is { } only) algorithms = [.. algorithms.Where(name => name == only)];
        if (algorithms.Count > 0) _keys.Add(new TokenKey(publicKey.KeyId, publicKey, algorithms));
        return null;
    }

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement key, string name)
    {
        if (Text(key, name) is not { Length: > 0 } text || !Base64Url.IsValid(text)) return null;
        return Base64Url.DecodeFromChars(text);
    }
}
