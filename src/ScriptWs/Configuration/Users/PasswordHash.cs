using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ScriptWs.Configuration;

/// <summary>
/// A password that can be checked and not read back: PBKDF2 with HMAC-SHA-512 (RFC 8018 §5.2) and a salt of its own, as
/// <c>pbkdf2-sha512$210000$SALT$KEY</c>. Each entry contains its number of rounds, so that old entries stay valid when it grows.
/// </summary>
public sealed class PasswordHash
{
    /// <summary>Maximum length of a password, in characters. Hashing longer ones only costs time.</summary>
    public const int MaxPasswordLength = 1024;

    /// <summary>The rounds that OWASP recommends with SHA-512: a tenth of a second per attempt.</summary>
    private const int DefaultRounds = 210_000;

    private const string Algorithm = "pbkdf2-sha512";
    private const int MinRounds = 1_000;

    /// <summary>Some five seconds: an entry must not keep a processor busy for longer.</summary>
    private const int MaxRounds = 10_000_000;

    private const int SaltSize = 16;
    private const int KeySize = 32;
    private const int MaxPartSize = 64;

    private readonly int _rounds;
    private readonly byte[] _salt;
    private readonly byte[] _key;

    private PasswordHash(int rounds, byte[] salt, byte[] key) => (_rounds, _salt, _key) = (rounds, salt, key);

    /// <summary>Hashes a password with a new salt.</summary>
    /// <param name="password">1 to 1024 characters.</param>
    /// <exception cref="ArgumentException">The password is empty or too long.</exception>
    public static PasswordHash Create(string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        return password.Length <= MaxPasswordLength
            ? Create(password, DefaultRounds)
            : throw new ArgumentException($"A password has at most {MaxPasswordLength} characters.", nameof(password));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns><c>false</c> when it is something else, or has rounds that are too few or too many.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PasswordHash? hash)
    {
        hash = null;
        if (text?.Split('$') is not [Algorithm, var rounds, var salt, var key]) return false;
        if (!int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < MinRounds or > MaxRounds)
            return false;
        if (Decode(salt) is not { Length: >= SaltSize } saltBytes || Decode(key) is not { Length: >= KeySize } keyBytes) return false;

        hash = new PasswordHash(number, saltBytes, keyBytes);
        return true;
    }

    /// <summary>Whether this is the password; takes as long for a wrong one as for the right one.</summary>
    public bool Matches(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        return CryptographicOperations.FixedTimeEquals(KeyOf(password, _salt, _rounds, _key.Length), _key);
    }

    /// <summary>The entry for <c>passwordHash</c>.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Algorithm}${_rounds}${Convert.ToBase64String(_salt)}${Convert.ToBase64String(_key)}");

    /// <summary>With another number of rounds; tests use few.</summary>
    internal static PasswordHash Create(string password, int rounds)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return new PasswordHash(rounds, salt, KeyOf(password, salt, rounds, KeySize));
    }

    /// <summary>
    /// The hash of no password that anybody knows; costs nothing to make, and as much to check as one of <see
    /// cref="Create(string)"/>.
    /// </summary>
    internal static PasswordHash Decoy() =>
        new(DefaultRounds, RandomNumberGenerator.GetBytes(SaltSize), RandomNumberGenerator.GetBytes(KeySize));

    private static byte[] KeyOf(string password, byte[] salt, int rounds, int size) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA512, size);

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[MaxPartSize];
        return Convert.TryFromBase64String(base64, bytes, out var size) ? bytes[..size] : null;
    }
}
