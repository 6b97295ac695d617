using ScriptWs.Configuration;

namespace ScriptWs.Tests.Server;

/// <summary>Authentication that no client can pass is legal, and warned of.</summary>
public sealed class UnreachableEndpointTests : IDisposable
{
    private const string Warning = "endpoint /: authentication is required, but no client can pass it: {0}. Add a user with \"scriptws user NAME\", a bearer key, or onAuthenticate to the script.";
    private const string NoUsers = "there are no users, no bearer key and no onAuthenticate", NoFit = "its users and roles fit none of the configured users";

    private static readonly UserOptions Alice = new() { Name = "alice", Password = "sesame", Roles = ["admin"] };

    private readonly TemporaryFolder _folder = new();

    public UnreachableEndpointTests()
    {
        _folder.Write("echo.js", "export function onMessage(connection, text) { connection.send(text); }");
        _folder.Write("asks.js", "export function onAuthenticate() { return true; }");
        _folder.Write("users.json", """{ "users": [{ "name": "bob", "password": "sesame" }] }""");
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<AuthenticationOptions, EndpointOptions, string?> Cases => new()
    {
        { new() { Enabled = true }, new() { Script = "echo.js" }, NoUsers },
        { new() { Enabled = false }, new() { Script = "echo.js" }, null },
        { new() { Enabled = true, AllowAnonymous = true }, new() { Script = "echo.js" }, null },
        { new() { Enabled = true, Users = [Alice] }, new() { Script = "echo.js" }, null },
        { new() { Enabled = true, UsersFile = "users.json" }, new() { Script = "echo.js" }, null },
        { new() { Enabled = true, Bearer = new() { Secret = "0123456789abcdef0123456789abcdef" } }, new() { Script = "echo.js" }, null },
        { new() { Enabled = true }, new() { Script = "asks.js" }, null },
        { new() { Enabled = true }, new() { Script = "echo.js", Authentication = new() { Enabled = false } }, null },
        { new() { Enabled = false }, new() { Script = "echo.js", Authentication = new() { Enabled = true } }, NoUsers },
        { new() { Enabled = true, Users = [Alice] }, new() { Script = "echo.js", Authentication = new() { Roles = ["admin"] } }, null },
        { new() { Enabled = true, Users = [Alice] }, new() { Script = "echo.js", Authentication = new() { Roles = ["guest"] } }, NoFit },
        { new() { Enabled = true, AllowAnonymous = true, UsersFile = "users.json" }, new() { Script = "echo.js", Authentication = new() { Roles = ["guest"] } }, NoFit },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_OfAuthentication_WarnsWhereNoClientPasses(AuthenticationOptions authentication, EndpointOptions endpoint, string? reason)
    {
        var options = new ScriptWsOptions { BaseDirectory = _folder.Path, Listen = [new() { Port = 0 }], Authentication = authentication, Endpoints = [endpoint] };

        var failures = ScriptWsServer.Check(options, out var warnings);

        Assert.Empty(failures);
        Assert.Equal(reason is null ? [] : [Warning.Replace("{0}", reason, StringComparison.Ordinal)], warnings);
    }
}
