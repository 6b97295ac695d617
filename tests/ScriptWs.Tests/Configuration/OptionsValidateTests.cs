using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

public sealed class OptionsValidateTests
{
    public static TheoryData<ScriptWsOptions, string> Wrong => new()
    {
        { new() { Listen = [new() { Port = 70000 }] }, "listen[0].port must be at most 65535 (found 70000)." },
        { new() { Listen = [new() { Backlog = 0 }] }, "listen[0].backlog must be at least 1 (found 0)." },
        { new() { Listen = null! }, "listen must be a list [ … ] (found null)." },
        { new() { Endpoints = [null!] }, "endpoints[0] must be an object { … } (found null)." },
        { new() { Endpoints = [new() { Path = null! }] }, "endpoints[0].path must be a text (found null)." },
        { new() { Endpoints = [new() { Dispatch = (DispatchMode)9 }] }, "endpoints[0].dispatch must be \"serial\" or \"parallel\" (found 9)." },
        { new() { Limits = new() { MaxMessageSize = 0 } }, "limits.maxMessageSize must be at least 1 bytes (found 0B)." },
        { new() { Limits = new() { MaxConnections = -1 } }, "limits.maxConnections must be at least 0 (found -1)." },
        { new() { Limits = new() { CloseTimeout = TimeSpan.FromDays(30) } }, "limits.closeTimeout must be at most 2147483647 ms (found 2592000s)." },
        { new() { Limits = new() { MessageRate = new(0, TimeSpan.FromSeconds(1)) } }, "limits.messageRate.count must be at least 1 (found 0)." },
        { new() { Script = new() { TurnTimeout = TimeSpan.Zero } }, "script.turnTimeout must be at least 1 ms (found 0s)." },
        { new() { BaseDirectory = null! }, "baseDirectory must be a folder (found null)." },
        { new() { Origins = ["a"] }, "origins[0] must be an origin such as \"https://example.com\", \"https://*.example.com\", \"http://localhost:*\", \"null\" or \"*\", without a path (found \"a\")." },
    };

    [Fact]
    public void Validate_Defaults_FindsNothing() => Assert.Empty(new ScriptWsOptions().Validate());

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Validate_OneWrongValue_NamesItsKey(ScriptWsOptions options, string expected) =>
        Assert.Equal([expected], options.Validate().Select(error => error.ToString()));

    [Fact]
    public void ToString_OfSecrets_ShowsNone()
    {
        var user = new UserOptions { Name = "ada", Password = "hunter2", PasswordHash = "hunter2" };
        var options = new ScriptWsOptions { Tls = new() { Password = "hunter2" }, Authentication = new() { Users = [user] } };

        Assert.DoesNotContain("hunter2", $"{options} {user}", StringComparison.Ordinal);
    }
}
