using System.Security.Cryptography;

namespace ScriptWs.Scripting;

/// <summary>A key of RSA or of a curve, public or private. Any thread may compute with it.</summary>
internal sealed class KeyPair
{
    /// <summary>Bits of an RSA key that scripts can make: a larger one takes minutes.</summary>
    private const int MaxModulus = 4096;

    private const string Rsa = "RSA";

    private const string Agreement = "ECDH";

    private KeyPair(AsymmetricAlgorithm key) => Key = key;

    public AsymmetricAlgorithm Key { get; }

    /// <summary>Bits of the modulus, or of the curve's field.</summary>
    public int Size => Key.KeySize;

    public static KeyPair Generate(string kind, int modulus, string curve)
    {
        if (kind == Rsa && (modulus is < 1024 or > MaxModulus || modulus % 8 != 0))
            throw new OffTurnException($"The modulusLength is 1024 to {MaxModulus}, in whole bytes.");
        if (kind != Rsa) return new KeyPair(kind == Agreement ? ECDiffieHellman.Create(CurveOf(curve)) : ECDsa.Create(CurveOf(curve)));

        var rsa = RSA.Create(modulus);
        rsa.ExportParameters(includePrivateParameters: false); // makes the key now, and not at its first use
        return new KeyPair(rsa);
    }

    /// <param name="kind">RSA, ECDSA or ECDH.</param>
    /// <param name="format">spki, pkcs8, jwk or raw.</param>
    /// <param name="fields">The bytes; those of a JWK in the order of RFC 7518 §6.</param>
    /// <param name="curve">The curve that it must be of.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public static KeyPair Import(string kind, string format, byte[][] fields, string curve)
    {
        var key = Empty(kind);
        if (format == "jwk" && key is RSA rsa) rsa.ImportParameters(RsaParameters(fields));
        else if (format is "jwk" or "raw") ImportPoint(key, format == "raw" ? Point(fields[0]) : fields, curve);
        else if (format == "spki") key.ImportSubjectPublicKeyInfo(fields[0], out _);
        else key.ImportPkcs8PrivateKey(fields[0], out _);
        if (key is RSA && key.KeySize > 4 * MaxModulus) throw new OffTurnException("The RSA key is too large.");
        if (key is not RSA && CurveOf(curve).Oid.Value != Parameters(key, isPrivate: false).Curve.Oid.Value)
            throw new OffTurnException($"The key is not of the curve {curve}.");
        return new KeyPair(key);
    }

    /// <exception cref="CryptographicException">It has no such part.</exception>
    public byte[] Export(string format)
    {
        if (format == "spki") return Key.ExportSubjectPublicKeyInfo();
        if (format == "pkcs8") return Key.ExportPkcs8PrivateKey();

        var point = Parameters(Key, isPrivate: false).Q;
        return [0x04, .. point.X!, .. point.Y!]; // uncompressed, SEC 1 §2.3.3
    }

    /// <summary>The fields of a JWK, in the order of RFC 7518 §6.</summary>
    public byte[][] ExportFields(bool isPrivate)
    {
        if (Key is RSA rsa)
        {
            var p = rsa.ExportParameters(isPrivate);
            return isPrivate ? [p.Modulus!, p.Exponent!, p.D!, p.P!, p.Q!, p.DP!, p.DQ!, p.InverseQ!] : [p.Modulus!, p.Exponent!];
        }

        var point = Parameters(Key, isPrivate);
        return isPrivate ? [point.Q.X!, point.Q.Y!, point.D!] : [point.Q.X!, point.Q.Y!];
    }

    private static AsymmetricAlgorithm Empty(string kind) => kind switch
    {
        Rsa => RSA.Create(),
        Agreement => ECDiffieHellman.Create(),
        _ => ECDsa.Create(),
    };

    private static ECParameters Parameters(AsymmetricAlgorithm key, bool isPrivate) => key switch
    {
        ECDsa signing => signing.ExportParameters(isPrivate),
        ECDiffieHellman agreeing => agreeing.ExportParameters(isPrivate),
        _ => throw new OffTurnException("The key is not of a curve."),
    };

    private static void ImportPoint(AsymmetricAlgorithm key, byte[][] fields, string curve)
    {
        var parameters = new ECParameters
        {
            Curve = CurveOf(curve),
            Q = new ECPoint { X = fields[0], Y = fields[1] },
            D = fields.Length > 2 ? fields[2] : null,
        };
        if (key is ECDsa signing) signing.ImportParameters(parameters);
        else ((ECDiffieHellman)key).ImportParameters(parameters);
    }

    private static byte[][] Point(byte[] raw) => raw.Length % 2 == 1 && raw.Length > 1 && raw[0] == 0x04
        ? [raw[1..((raw.Length + 1) / 2)], raw[((raw.Length + 1) / 2)..]]
        : throw new OffTurnException("A raw key of a curve is an uncompressed point.");

    private static RSAParameters RsaParameters(byte[][] fields)
    {
        var parameters = new RSAParameters { Modulus = fields[0], Exponent = fields[1] };
        if (fields.Length == 2) return parameters;

        (parameters.D, parameters.P, parameters.Q) = (fields[2], fields[3], fields[4]);
        (parameters.DP, parameters.DQ, parameters.InverseQ) = (fields[5], fields[6], fields[7]);
        return parameters;
    }

    private static ECCurve CurveOf(string name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => throw new OffTurnException($"There is no curve {name}."),
    };
}
