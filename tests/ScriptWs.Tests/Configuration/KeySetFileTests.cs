using System.Text.Json.Nodes;
using ScriptWs.Configuration;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Configuration;

/// <summary>Key sets, right ones and those that somebody wrote by hand or not at all.</summary>
public sealed class KeySetFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TokenForge _forge = new();

    private string File => Path.Combine(_folder.Path, "keys.json");

    public void Dispose()
    {
        _folder.Dispose();
        _forge.Dispose();
    }

    [Fact]
    public void KeySet_OfBothKinds_HasThemWithTheirAlgorithms() => Assert.Equal(
        ["RS256: RS256 RS384 RS512 PS256 PS384 PS512", "ES256: ES256"],
        Read(_forge.KeySet()).Select(key => $"{key.Id}: {string.Join(' ', key.Algorithms)}"));

    [Fact]
    public void Key_ThatNamesItsAlgorithm_IsGoodForThatOnly()
    {
        var key = _forge.RsaKey("one");
        key["alg"] = "PS384";

        Assert.Equal(["PS384"], Read(SetOf(key)).Single().Algorithms);
    }

    [Fact]
    public void Keys_ForSomethingElse_ArePassedOver()
    {
        var (encrypts, wraps, curve, unknown, other) = (_forge.RsaKey("a"), _forge.RsaKey("b"), _forge.CurveKey("c"), _forge.CurveKey("d"), _forge.RsaKey("e"));
        encrypts["use"] = "enc";
        wraps["key_ops"] = new JsonArray("wrapKey");
        curve["crv"] = "secp256k1";
        unknown["kty"] = "OKP";
        other["alg"] = "RSA-OAEP";

        Assert.Equal(["right"], Read(SetOf(encrypts, wraps, curve, unknown, other, _forge.CurveKey("right"))).Select(key => key.Id));
    }

    [Theory]
    [InlineData("", "this is not JSON at line 1, column 1")]
    [InlineData("{ \"keys\": [\n {] }", "this is not JSON at line 2, column 3")]
    [InlineData("[]", "this is no key set; it must be { \"keys\": [ … ] } (RFC 7517 §5)")]
    [InlineData("{}", "this is no key set; it must be { \"keys\": [ … ] } (RFC 7517 §5)")]
    [InlineData("{ \"keys\": {} }", "this is no key set; it must be { \"keys\": [ … ] } (RFC 7517 §5)")]
    [InlineData("{ \"keys\": [] }", "there is no key that signatures could be verified with")]
    [InlineData("{ \"keys\": [], \"keys\": [] }", "something is named twice in one object")]
    [InlineData("{ \"keys\": [ 7 ] }", "keys[0] must be an object")]
    [InlineData("{ \"keys\": [ { \"kty\": \"RSA\" } ] }", "keys[0] must have n and e in base64url")]
    [InlineData("{ \"keys\": [ { \"kty\": \"RSA\", \"n\": \"!!\", \"e\": \"AQAB\" } ] }", "keys[0] must have n and e in base64url")]
    [InlineData("{ \"keys\": [ { \"kty\": \"RSA\", \"n\": \"AQAB\", \"e\": \"AQAB\" } ] }", "keys[0] must have 2048 to 8192 bits (found 24)")]
    [InlineData("{ \"keys\": [ { \"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"AA\", \"y\": \"AA\" } ] }", "keys[0] must have x and y of 32 bytes in base64url")]
    [InlineData("{ \"keys\": [ { \"kty\": \"oct\", \"k\": \"c2VjcmV0\" } ] }", "keys[0] is a secret key; the file holds public keys only, take the secret one away from here")]
    [InlineData("{ \"keys\": [ { \"kty\": \"EC\", \"d\": \"AA\" } ] }", "keys[0] is a secret key; the file holds public keys only, take the secret one away from here")]
    public void File_OfSomethingElse_IsExplained(string text, string explanation) => Assert.Equal(explanation, ProblemOf(text));

    [Fact]
    public void Point_BesideTheCurve_IsRefused()
    {
        var key = _forge.CurveKey("a");
        (key["x"], key["y"]) = (key["y"]!.GetValue<string>(), key["x"]!.GetValue<string>());

        Assert.Equal("keys[0] is no public key: its numbers do not fit together", ProblemOf(SetOf(key)));
    }

    [Fact]
    public void Id_OfTwoKeys_IsRefused() => Assert.Equal("keys[1] has the kid of another (\"a\")", ProblemOf(SetOf(_forge.RsaKey("a"), _forge.CurveKey("a"))));

    [Fact]
    public void Keys_TooMany_AreRefused() => Assert.Equal(
        "there are more than 32 keys (found 33)", ProblemOf(SetOf([.. Enumerable.Range(0, 33).Select(i => _forge.CurveKey($"{i}"))])));

    [Fact]
    public void File_TooLarge_IsNotRead() => Assert.Equal("the file is larger than 256 KiB", ProblemOf(new string(' ', KeySetFile.MaxSize + 1)));

    [Fact]
    public void File_NotThere_IsExplained()
    {
        KeySetFile.Read(File, out var problem);

        Assert.Equal("there is no such file", problem);
    }

    private static string SetOf(params JsonObject[] keys) => new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString();

    private IReadOnlyList<TokenKey> Read(string text)
    {
        _folder.Write("keys.json", text);
        var keys = KeySetFile.Read(File, out var problem);
        Assert.Equal("", problem);
        return keys;
    }

    private string ProblemOf(string text)
    {
        _folder.Write("keys.json", text);
        Assert.Empty(KeySetFile.Read(File, out var problem));
        return problem;
    }
}
