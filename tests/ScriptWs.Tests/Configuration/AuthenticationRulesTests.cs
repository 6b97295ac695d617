using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

/// <summary>What is wrong in the section <c>authentication</c> is said before the server starts.</summary>
public sealed class AuthenticationRulesTests
{
    [Theory]
    [InlineData("""[ { "password": "x" } ]""", "authentication.users[0].name must not be empty.")]
    [InlineData("""[ { "name": "a:b", "password": "x" } ]""", "authentication.users[0].name must have no colon and no control characters (found \"a:b\").")]
    [InlineData("""[ { "name": "a", "password": "x" }, { "name": "a", "password": "y" } ]""", "authentication.users[1].name is listed twice (\"a\"); remove one.")]
    [InlineData("""[ { "name": "a" } ]""", "authentication.users[0] has no password; \"scriptws user NAME\" prints an entry with a passwordHash.")]
    [InlineData("""[ { "name": "a", "password": "" } ]""", "authentication.users[0].password must have 1 to 1024 characters.")]
    [InlineData("""[ { "name": "a", "passwordHash": "sesame" } ]""", "authentication.users[0].passwordHash must be a hash that \"scriptws user NAME\" printed.")]
    public void Users_ThatAreWrong_AreExplained(string users, string explanation)
    {
        using var folder = new TemporaryFolder();
        folder.Write("server.json", $$"""{ "authentication": { "users": {{users}} } }""");

        var error = Assert.Throws<ConfigurationException>(() => ServerConfiguration.Load(Path.Combine(folder.Path, "server.json")));

        Assert.Equal([$"server.json(1): {explanation}"], error.Errors.Select(e => e.ToString()));
    }

    [Theory]
    [InlineData("""{ "authentication": { "prefix": "/sgc/" } }""", "authentication.prefix must be a path such as \"/sgc\" of letters, digits and -._~, without a / at its end (found \"/sgc/\").")]
    [InlineData("""{ "authentication": { "basic": { "realm": "a\"b" } } }""", "authentication.basic.realm must be of ASCII without quotes and backslashes (found \"a\"b\").")]
    [InlineData("""{ "authentication": { "enabled": true }, "endpoints": [ { "path": "/sgc/auth/x" } ] }""", "endpoints[0].path is where clients authenticate (found \"/sgc/auth/x\"); choose another, or another authentication.prefix.")]
    [InlineData("""{ "endpoints": [ { "authentication": { "kinds": [ "Basic" ] } } ] }""", "endpoints[0].authentication.kinds must be names such as \"basic\", \"session\", \"url\" or \"bearer\" (found \"Basic\").")]
    [InlineData("""{ "endpoints": [ { "authentication": 1 } ] }""", "endpoints[0].authentication must be true, false or an object { … } (found 1).")]
    public void Setting_ThatIsWrong_IsExplained(string json, string explanation)
    {
        using var folder = new TemporaryFolder();
        folder.Write("server.json", json);

        var error = Assert.Throws<ConfigurationException>(() => ServerConfiguration.Load(Path.Combine(folder.Path, "server.json")));

        Assert.Equal([$"server.json(1): {explanation}"], error.Errors.Select(e => e.ToString()));
    }

    [Fact]
    public void User_WithPasswordAndHash_IsExplainedWithoutShowingEither()
    {
        var user = new UserOptions { Name = "a", Password = "sesame", PasswordHash = PasswordHash.Create("sesame", 1000).ToString() };

        var errors = new ScriptWsOptions { Authentication = new() { Users = [user] } }.Validate();

        Assert.Equal(["authentication.users[0] has a password and a passwordHash; remove the password."], errors.Select(e => e.ToString()));
    }
}
