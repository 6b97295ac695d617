using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

/// <summary>Users in a file of their own.</summary>
public sealed class UsersFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Users_OfBoth_AreKnown()
    {
        _folder.Write("users.json", """{ "users": [ { "name": "bob", "password": "x", "roles": ["admin"] } ] }""");

        var options = Load("""{ "authentication": { "users": [ { "name": "alice", "password": "x" } ], "usersFile": "users.json" } }""");

        Assert.Equal(["alice", "bob"], UsersFile.AllUsersOf(options).Select(user => user.Name));
    }

    [Theory]
    [InlineData(null, "users.json: there is no such file.")]
    [InlineData("[]", "users.json(1): the configuration must be an object { … } (found a list).")]
    [InlineData("{\n \"users\": [ { \"nam\": \"bob\" } ] }", "users.json(2): \"nam\" is not a setting of users[0]; did you mean \"name\"?")]
    [InlineData("{\n \"users\": [\n { \"name\": \"bob\" } ] }", "users.json(3): users[0] has no password; \"scriptws user NAME\" prints an entry with a passwordHash.")]
    [InlineData("{\n \"users\": [ { \"password\": \"x\",\n \"name\": \"alice\" } ] }", "users.json(3): users[0].name is listed twice (\"alice\"); remove one.")]
    public void File_ThatIsWrong_IsExplainedWithItsLine(string? file, string explanation)
    {
        if (file is not null) _folder.Write("users.json", file);

        var error = Assert.Throws<ConfigurationException>(() => Load("""{ "authentication": { "users": [ { "name": "alice", "password": "x" } ], "usersFile": "users.json" } }"""));

        Assert.Equal([explanation], error.Errors.Select(e => e.ToString().Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)));
    }

    private ScriptWsOptions Load(string json)
    {
        _folder.Write("server.json", json);
        return ServerConfiguration.Load(Path.Combine(_folder.Path, "server.json"));
    }
}
