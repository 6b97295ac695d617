using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Testing;

/// <summary>
/// Entries for users of scenarios, hashed with the fewest rounds that a server takes: a scenario is about who comes in, and
/// its passwords are not attacked. <see cref="PasswordHash.Create"/> takes 200 times as long, which is what it is for.
/// </summary>
internal static class PasswordEntry
{
    private const int Rounds = 1_000;

    /// <returns>What <c>passwordHash</c> holds.</returns>
    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Rounds, HashAlgorithmName.SHA512, 32);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha512${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(key)}");
    }
}
