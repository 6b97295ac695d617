using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

public sealed class PasswordHashTests
{
    private const string Salt = "MDEyMzQ1Njc4OWFiY2RlZg=="; // sixteen bytes
    private const string Key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="; // thirty-two

    [Theory]
    [InlineData("secret", true)]
    [InlineData("Secret", false)]
    [InlineData("secret ", false)]
    [InlineData("", false)]
    public void Matches_AfterWritingAndReading_KnowsThePassword(string tried, bool expected)
    {
        var text = PasswordHash.Create("secret", 1000).ToString();

        Assert.True(PasswordHash.TryParse(text, out var hash));
        Assert.Equal(expected, hash.Matches(tried));
    }

    /// <summary>Made with Python: base64(hashlib.pbkdf2_hmac("sha512", b"sesame", b"0123456789abcdef", 1000, 32)).</summary>
    [Fact]
    public void Matches_HashOfAnotherProgram_KnowsThePassword()
    {
        Assert.True(PasswordHash.TryParse($"pbkdf2-sha512$1000${Salt}$6pwDkynpMULlIPVBUWPjSQi7eknhYewGSdTGCAsXKOs=", out var hash));

        Assert.True(hash.Matches("sesame"));
    }

    [Fact]
    public void Create_Twice_HasAnotherSalt() =>
        Assert.NotEqual(PasswordHash.Create("secret", 1000).ToString(), PasswordHash.Create("secret", 1000).ToString());

    [Fact]
    public void Create_Always_Takes210000Rounds() => Assert.StartsWith("pbkdf2-sha512$210000$", PasswordHash.Create("secret").ToString(), StringComparison.Ordinal);

    [Fact]
    public void Decoy_Always_TakesAsManyRoundsAsARealOne() =>
        Assert.StartsWith("pbkdf2-sha512$210000$", PasswordHash.Decoy().ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData($"pbkdf2-sha512$999${Salt}${Key}")]
    [InlineData($"pbkdf2-sha512$10000001${Salt}${Key}")]
    [InlineData($"pbkdf2-sha512$-1000${Salt}${Key}")]
    [InlineData($"pbkdf2-sha1$1000${Salt}${Key}")]
    [InlineData($"pbkdf2-sha512$1000$MDEyMw==${Key}")]
    [InlineData($"pbkdf2-sha512$1000${Salt}$MDEyMw==")]
    [InlineData($"pbkdf2-sha512$1000${Salt}$!!")]
    [InlineData($"pbkdf2-sha512$1000${Salt}${Key}$more")]
    public void TryParse_OfSomethingElse_IsFalse(string? text) => Assert.False(PasswordHash.TryParse(text, out _));
}
