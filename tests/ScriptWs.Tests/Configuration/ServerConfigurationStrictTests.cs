using System.Text;
using CsCheck;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

public sealed class ServerConfigurationStrictTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scriptws-config-");

    private static Gen<string> Json { get; } = Gen.OneOf(
        "{", "}", "[", "]", ",", ":", "\"listen\"", "\"limits\"", "\"users\"", "\"authentication\"", "\"messageRate\"", "\"\\ud800\"", "1e999", "-1", "null", "true", "\"5s\"", "/*", "//", "\n", "\u0000")
        .Array[0, 40].Select(string.Concat);

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{ "heartbeat": { "tcpKeepAlive": "1500ms" } }""", "server.json(1): heartbeat.tcpKeepAlive must be whole seconds (found 1500ms).")]
    [InlineData("""{ "heartbeat": { "interval": 0 } }""", "server.json(1): heartbeat.interval must be at least 1 ms (found 0).")]
    [InlineData("""{ "tls": { "minimumVersion": "1.1" } }""", "server.json(1): tls.minimumVersion must be \"1.2\" or \"1.3\" (found \"1.1\").")]
    [InlineData("""{ "tls": { "password": 12345 } }""", "server.json(1): tls.password must be a text (found something else).")]
    [InlineData("""{ "tls": { "clientCertificate": "maybe" } }""", "server.json(1): tls.clientCertificate must be \"none\" or \"request\" or \"require\" (found \"maybe\").")]
    [InlineData("""{ "tls": { "cert": "a" } }""", "server.json(1): \"cert\" is not a setting of tls; there are certificate, key, certificates, root, password, minimumVersion, clientCertificate, revocation, cipherSuites, watch.")]
    [InlineData("""{ "authentication": { "users": [ { "password": 5 } ] } }""", "server.json(1): authentication.users[0].password must be a text (found something else).")]
    [InlineData("""{ "authentication": { "session": { "lifetime": "10ms" } } }""", "server.json(1): authentication.session.lifetime must be at least 1000 ms (found 10ms).")]
    [InlineData("""{ "listen": [ { "address": "8080" } ] }""", "server.json(1): listen[0].address must be an IP address, \"localhost\" or \"*\" (found \"8080\").")]
    [InlineData("""{ "listen": [ 8080 ] }""", "server.json(1): listen[0] must be an object { … } (found 8080).")]
    [InlineData("""{ "listen": [ null ] }""", "server.json(1): listen[0] must be an object { … } (found null).")]
    [InlineData("""{ "listen": [ { "port": -1 } ] }""", "server.json(1): listen[0].port must be at least 0 (found -1).")]
    [InlineData("""{ "listen": [ {}, {} ] }""", "server.json(1): listen[1] is listed twice (127.0.0.1 port 8080); remove one.")]
    [InlineData("""{ "endpoints": [ { "path": "/a?b" } ] }""", "server.json(1): endpoints[0].path must begin with / and have no space, ? or # (found \"/a?b\").")]
    [InlineData("""{ "endpoints": [ { "path": null } ] }""", "server.json(1): endpoints[0].path must be a text (found null).")]
    [InlineData("""{ "endpoints": [ { "dispatch": "both" } ] }""", "server.json(1): endpoints[0].dispatch must be \"serial\" or \"parallel\" (found \"both\").")]
    [InlineData("""{ "endpoints": [ { "subprotocols": "chat" } ] }""", "server.json(1): endpoints[0].subprotocols must be a list [ … ] (found \"chat\").")]
    [InlineData("""{ "endpoints": [ { "subprotocols": [""] } ] }""", "server.json(1): endpoints[0].subprotocols must be names without spaces and separators (found \"\").")]
    [InlineData("""{ "script": { "memory": "1KiB" } }""", "server.json(1): script.memory must be at least 1048576 bytes (found 1KiB).")]
    [InlineData("""{ "script": { "memory": "64mib" } }""", "server.json(1): script.memory must be a size such as \"64KiB\", \"1MiB\" or a number of bytes (found \"64mib\").")]
    [InlineData("""{ "script": { "recursion": -1 } }""", "server.json(1): script.recursion must be at least 0 (found -1).")]
    [InlineData("""{ "script": { "workers": 2000 } }""", "server.json(1): script.workers must be at most 1024 (found 2000).")]
    [InlineData("""{ "script": { "mailbox": 0 } }""", "server.json(1): script.mailbox must be at least 1 (found 0).")]
    [InlineData("""{ "script": { "debounce": "-1s" } }""", "server.json(1): script.debounce must be a duration such as \"30s\", \"500ms\", \"2m\" or a number of seconds (found \"-1s\").")]
    [InlineData("""{ "limits": { "messageRate": 5 } }""", "server.json(1): limits.messageRate must be an object { … } (found 5).")]
    [InlineData("""{ "limits": { "messageRate": { "par": 1 } } }""", "server.json(1): \"par\" is not a setting of limits.messageRate; did you mean \"per\"?")]
    [InlineData("""{ "limits": { "onSlowConsumer": "wait" } }""", "server.json(1): limits.onSlowConsumer must be \"close\" or \"drop\" (found \"wait\").")]
    [InlineData("""{ "limits": { "maxFragments": 99999999999 } }""", "server.json(1): limits.maxFragments must be a whole number (found \"99999999999\").")]
    [InlineData("""{ "shutdown": { "batchSize": 0 } }""", "server.json(1): shutdown.batchSize must be at least 1 (found 0).")]
    public void Load_OneError_SaysWhereWhatAndWhatToDo(string json, string expected) => Assert.Contains(expected, ErrorsOf(json));

    [Theory]
    [InlineData("--limits=5", "--limits: limits must be an object { … } (found \"5\"); set one of its keys, as in limits:maxMessageSize.")]
    [InlineData("--origins=https://a", "--origins: origins must be a list [ … ] (found \"https://a\"); set one of its keys, as in origins:0.")]
    [InlineData("--limits:maxConnections", "--limits:maxConnections: the value is missing; settings are given as --section:key value.")]
    [InlineData("hunter2", "argument 1: settings are given as --section:key value.")]
    public void Arguments_ThatWouldDoNothing_AreRefused(string argument, string expected)
    {
        var error = Assert.Throws<ConfigurationException>(() => ServerConfiguration.Load(Write("{}"), [argument]));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Load_EmptyEntriesAndSections_AreTheirDefaults()
    {
        var options = ServerConfiguration.Load(Write("""{ "listen": [ { "port": 1 }, {} ], "limits": { "messageRate": {} }, "script": {} }"""));

        Assert.Equal([1, 8080], options.Listen.Select(listen => listen.Port));
        Assert.Equal(new RateOptions(), options.Limits.MessageRate);
    }

    [Fact]
    public void Load_MoreEntriesThanAListHolds_SaysHowMany() =>
        Assert.Contains(
            "server.json(1): authentication.users must have at most 1000 entries (found 1001).",
            ErrorsOf($$"""{ "authentication": { "users": [{{string.Join(',', Enumerable.Repeat("{}", 1001))}}] } }"""));

    [Fact]
    public void Load_NoName_IsAConfigurationError() => Assert.Throws<ConfigurationException>(() => ServerConfiguration.Load(""));

    [Fact]
    public void Load_AnyTokens_GivesOptionsOrErrors() => Json.Sample(Try, iter: 2000, threads: 1);

    [Fact]
    public void Load_AnyBytes_GivesOptionsOrErrors() => Gen.Byte.Array[0, 60].Sample(bytes => Try("{ \"limits\": " + Encoding.Latin1.GetString(bytes)), iter: 500, threads: 1);

    private void Try(string json)
    {
        try
        {
            ServerConfiguration.Load(Write(json));
        }
        catch (ConfigurationException e)
        {
            Assert.NotEmpty(e.Errors);
        }
    }

    private string Write(string json)
    {
        var file = Path.Combine(_folder.FullName, "server.json");
        File.WriteAllText(file, json);
        return file;
    }

    private string[] ErrorsOf(string json) => [.. Assert.Throws<ConfigurationException>(() => ServerConfiguration.Load(Write(json))).Errors.Select(error => error.ToString())];
}
