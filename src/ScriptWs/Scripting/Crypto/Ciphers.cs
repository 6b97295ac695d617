using System.Security.Cryptography;

namespace ScriptWs.Scripting;

/// <summary>What <c>crypto.subtle</c> computes: bytes in, bytes out. Any thread.</summary>
internal static class Ciphers
{
    /// <summary>Rounds of PBKDF2: some seconds of a processor.</summary>
    public const int MaxIterations = 10_000_000;

    public static byte[] Hmac(string hash, byte[] key, byte[] data) => CryptographicOperations.HmacData(HashOf(hash), key, data);

    public static byte[] Digest(string hash, byte[] data) => CryptographicOperations.HashData(HashOf(hash), data);

    public static byte[] Hkdf(string hash, byte[] key, byte[] salt, byte[] info, int size) =>
        size == 0 ? [] : HKDF.DeriveKey(HashOf(hash), key, size, salt, info);

    public static byte[] Pbkdf2(string hash, byte[] password, byte[] salt, double iterations, int size)
    {
        if (iterations is not (>= 1 and <= MaxIterations))
            throw new OffTurnException($"The iterations of PBKDF2 are 1 to {MaxIterations}.");

        return size == 0 ? [] : Rfc2898DeriveBytes.Pbkdf2(password, salt, (int)iterations, HashOf(hash), size);
    }

    public static byte[] AesGcm(bool encrypts, byte[] key, byte[] iv, byte[] data, byte[] more, int tagSize)
    {
        if (iv.Length != System.Security.Cryptography.AesGcm.NonceByteSizes.MaxSize)
            throw new OffTurnException($"The iv of AES-GCM has 12 bytes here (found {iv.Length}).");

        using var aes = new AesGcm(key, tagSize);
        if (encrypts)
        {
            var result = new byte[data.Length + tagSize];
            aes.Encrypt(iv, data, result.AsSpan(0, data.Length), result.AsSpan(data.Length), more);
            return result;
        }

        var size = data.Length - tagSize;
        if (size < 0) throw new OffTurnException("The data is shorter than its tag.");
        var plain = new byte[size];
        aes.Decrypt(iv, data.AsSpan(0, size), data.AsSpan(size), plain, more);
        return plain;
    }

    public static byte[] AesCbc(bool encrypts, byte[] key, byte[] iv, byte[] data)
    {
        if (iv.Length != 16) throw new OffTurnException($"The iv of AES-CBC has 16 bytes (found {iv.Length}).");

        using var aes = Aes.Create();
        aes.Key = key;
        return encrypts ? aes.EncryptCbc(data, iv) : aes.DecryptCbc(data, iv);
    }

    public static byte[] Oaep(KeyPair pair, bool encrypts, string hash, byte[] data)
    {
        var (rsa, padding) = ((RSA)pair.Key, RSAEncryptionPadding.CreateOaep(HashOf(hash)));
        return encrypts ? rsa.Encrypt(data, padding) : rsa.Decrypt(data, padding);
    }

    public static byte[] Sign(KeyPair pair, string algorithm, string hash, byte[] data) => pair.Key is RSA rsa
        ? rsa.SignData(data, HashOf(hash), PaddingOf(algorithm))
        : ((ECDsa)pair.Key).SignData(data, HashOf(hash), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public static bool Verify(KeyPair pair, string algorithm, string hash, byte[] data, byte[] signature) => pair.Key is RSA rsa
        ? rsa.VerifyData(data, signature, HashOf(hash), PaddingOf(algorithm))
        : ((ECDsa)pair.Key).VerifyData(data, signature, HashOf(hash), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <param name="own">The private key.</param>
    /// <param name="other">The public key.</param>
    /// <param name="size">Bytes wanted; negative for all.</param>
    public static byte[] Agree(KeyPair own, KeyPair other, int size)
    {
        var secret = ((ECDiffieHellman)own.Key).DeriveRawSecretAgreement(((ECDiffieHellman)other.Key).PublicKey);
        if (size > secret.Length) throw new OffTurnException($"ECDH derives {secret.Length} bytes at most.");

        return size < 0 ? secret : secret[..size];
    }

    private static RSASignaturePadding PaddingOf(string algorithm) =>
        algorithm == "RSA-PSS" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    private static HashAlgorithmName HashOf(string name) => name switch
    {
        "SHA-1" => HashAlgorithmName.SHA1,
        "SHA-256" => HashAlgorithmName.SHA256,
        "SHA-384" => HashAlgorithmName.SHA384,
        "SHA-512" => HashAlgorithmName.SHA512,
        _ => throw new OffTurnException($"There is no hash {name}."),
    };
}
