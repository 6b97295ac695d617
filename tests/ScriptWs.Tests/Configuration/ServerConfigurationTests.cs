using System.Diagnostics.CodeAnalysis;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

public sealed class ServerConfigurationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scriptws-config-");

    public ServerConfigurationTests() => File.WriteAllText(Path.Combine(_folder.FullName, "chat.js"), "export function onMessage() {}");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_EmptyObject_IsAllDefaults()
    {
        var options = Load("{}");

        Assert.Equal(8080, options.Listen[0].Port);
        Assert.Equal(TimeSpan.FromSeconds(1), options.Script.TurnTimeout);
        Assert.Equal(_folder.FullName, options.BaseDirectory);
    }

    [Fact]
    public void Load_EverySection_IsRead()
    {
        var options = Load("""
            {
              "$schema": "x",
              // a comment
              "listen": [ { "address": "::1", "port": 0, "backlog": 7 }, { "port": 9000 } ],
              "endpoints": [ { "path": "/chat", "script": "chat.js", "dispatch": "parallel", "subprotocols": ["a", "b"] } ],
              "script": { "turnTimeout": "250ms", "memory": "8MiB", "recursion": 100, "onFailure": "keep" },
              "limits": { "maxMessageSize": "64KiB", "handshakeTimeout": 3, "messageRate": { "count": 5, "per": "2s" }, "connectRate": null, "onSlowConsumer": "drop" },
              "heartbeat": { "enabled": false, "interval": "1m" },
              "compression": { "enabled": true, "minimumSize": 10, },
              "shutdown": { "grace": "1.5s" },
            }
            """);

        Assert.Equal(["::1", "127.0.0.1"], options.Listen.Select(listen => listen.Address));
        Assert.Equal([0, 9000], options.Listen.Select(listen => listen.Port));
        Assert.Equal(DispatchMode.Parallel, options.Endpoints[0].Dispatch);
        Assert.Equal(["a", "b"], options.Endpoints[0].Subprotocols);
        Assert.Equal(TimeSpan.FromMilliseconds(250), options.Script.TurnTimeout);
        Assert.Equal(8 << 20, options.Script.Memory);
        Assert.Equal(ScriptFailurePolicy.Keep, options.Script.OnFailure);
        Assert.Equal(65536, options.Limits.MaxMessageSize);
        Assert.Equal(TimeSpan.FromSeconds(3), options.Limits.HandshakeTimeout);
        Assert.Equal(new RateOptions(5, TimeSpan.FromSeconds(2)), options.Limits.MessageRate);
        Assert.Null(options.Limits.ConnectRate);
        Assert.Equal(SlowConsumerPolicy.Drop, options.Limits.OnSlowConsumer);
        Assert.True(options.Compression.Enabled);
        Assert.Equal(TimeSpan.FromSeconds(1.5), options.Shutdown.Grace);
    }

    [Fact]
    public void Load_ManyErrors_TellsAllInOrderOfTheFile()
    {
        var errors = ErrorsOf("""
            {
              "listen": [ { "prot": 1 } ],
              "hartbeat": {},
              "limits": { "maxMessageSize": "lots" }
            }
            """);

        Assert.Equal(
            [
                "server.json(2): \"prot\" is not a setting of listen[0]; did you mean \"port\"?",
                "server.json(3): \"hartbeat\" is not a setting; did you mean \"heartbeat\"?",
                "server.json(4): limits.maxMessageSize must be a size such as \"64KiB\", \"1MiB\" or a number of bytes (found \"lots\").",
            ],
            errors);
    }

    [Theory]
    [InlineData("""{ "limits": { "maxFragments": 0 } }""", "server.json(1): limits.maxFragments must be at least 1 (found 0).")]
    [InlineData("""{ "listen": [ { "port": 70000 } ] }""", "server.json(1): listen[0].port must be at most 65535 (found 70000).")]
    [InlineData("""{ "listen": [ { "port": "80" } ] }""", "server.json(1): listen[0].port must be a whole number (found \"80\").")]
    [InlineData("""{ "listen": [ { "port": 1.5 } ] }""", "server.json(1): listen[0].port must be a whole number (found \"1.5\").")]
    [InlineData("""{ "listen": {} }""", "server.json(1): listen must be a list [ … ] (found an object).")]
    [InlineData("""{ "limits": [] }""", "server.json(1): limits must be an object { … } (found a list).")]
    [InlineData("""{ "limits": null }""", "server.json(1): limits must be an object { … } (found null).")]
    [InlineData("""{ "script": { "turnTimeout": "soon" } }""", "server.json(1): script.turnTimeout must be a duration such as \"30s\", \"500ms\", \"2m\" or a number of seconds (found \"soon\").")]
    [InlineData("""{ "script": { "turnTimeout": 0 } }""", "server.json(1): script.turnTimeout must be at least 1 ms (found 0).")]
    [InlineData("""{ "script": { "turnTimeout": true } }""", "server.json(1): script.turnTimeout must be a duration such as \"30s\", \"500ms\", \"2m\" or a number of seconds (found true).")]
    [InlineData("""{ "script": { "onFailure": "explode" } }""", "server.json(1): script.onFailure must be \"close\" or \"keep\" (found \"explode\").")]
    [InlineData("""{ "compression": { "enabled": "yes" } }""", "server.json(1): compression.enabled must be true or false (found \"yes\").")]
    [InlineData("""{ "limits": { "maxConnections": -1 } }""", "server.json(1): limits.maxConnections must be at least 0 (found -1).")]
    [InlineData("""{ "limits": { "maxConnections": 1, "maxConnections": 2 } }""", "server.json(1): limits.maxConnections is set twice; remove one.")]
    [InlineData("""{ "limits": { "messageRate": { "count": 0 } } }""", "server.json(1): limits.messageRate.count must be at least 1 (found 0).")]
    [InlineData("""{ "listen": [] }""", "server.json(1): listen must name at least one address, as in [ { \"port\": 8080 } ].")]
    [InlineData("""{ "listen": [ { "address": "nowhere" } ] }""", "server.json(1): listen[0].address must be an IP address, \"localhost\" or \"*\" (found \"nowhere\").")]
    [InlineData("""{ "listen": [ { "port": 1 }, { "port": 1 } ] }""", "server.json(1): listen[1] is listed twice (127.0.0.1 port 1); remove one.")]
    [InlineData("""{ "endpoints": [] }""", "server.json(1): endpoints must name at least one path, as in [ { \"path\": \"/\", \"script\": \"scripts/chat.js\" } ].")]
    [InlineData("""{ "endpoints": [ { "path": "chat" } ] }""", "server.json(1): endpoints[0].path must begin with / and have no space, ? or # (found \"chat\").")]
    [InlineData("""{ "endpoints": [ { "path": "/a//b" } ] }""", "server.json(1): endpoints[0].path must have no empty segments and none of dots, which no request's path has (found \"/a//b\").")]
    [InlineData("""{ "endpoints": [ { "path": "/a/." } ] }""", "server.json(1): endpoints[0].path must have no empty segments and none of dots, which no request's path has (found \"/a/.\").")]
    [InlineData("""{ "endpoints": [ { "path": "/%2e%2E/a" } ] }""", "server.json(1): endpoints[0].path must have no empty segments and none of dots, which no request's path has (found \"/%2e%2E/a\").")]
    [InlineData("""{ "endpoints": [ { "path": "/%zz" } ] }""", "server.json(1): endpoints[0].path must have two hexadecimal digits behind each % (found \"/%zz\").")]
    [InlineData("""{ "endpoints": [ { "path": "/*/a" } ] }""", "server.json(1): endpoints[0].path must have its * at the end, as in \"/doc/*\" (found \"/*/a\").")]
    [InlineData("""{ "endpoints": [ { "path": "/a*" } ] }""", "server.json(1): endpoints[0].path must have its * as a segment of its own at the end, as in \"/doc/*\"; %2A is a star that means itself (found \"/a*\").")]
    [InlineData("""{ "endpoints": [ { "path": "/:" } ] }""", "server.json(1): endpoints[0].path must have a name of letters, digits and _ behind each :, as in \"/rooms/:id\"; %3A is a colon that means itself (found \"/:\").")]
    [InlineData("""{ "endpoints": [ { "path": "/:a/:a" } ] }""", "server.json(1): endpoints[0].path must name each parameter once (found :a twice) (found \"/:a/:a\").")]
    [InlineData("""{ "endpoints": [ { "path": "/" }, { "path": "/" } ] }""", "server.json(1): endpoints[1].path is listed twice (\"/\"); each path has one endpoint.")]
    [InlineData("""{ "port": 80 }""", "server.json(1): \"port\" is not a setting; did you mean listen[].port or admin.port?")]
    [InlineData("""{ "maxConnections": 80 }""", "server.json(1): \"maxConnections\" is not a setting; did you mean limits.maxConnections?")]
    [InlineData("""{ "limits": { "usersFile": "u.json" } }""", "server.json(1): \"usersFile\" is not a setting of limits; did you mean authentication.usersFile?")]
    [InlineData(" \n\n", "server.json: the file is empty; \"scriptws new DIRECTORY\" writes one to begin with.")]
    [InlineData("""{ "endpoints": [ { "script": "none.js" } ] }""", "server.json(1): endpoints[0].script names a file that is not there (found \"none.js\"); paths are relative to the configuration's folder.")]
    [InlineData("""{ "endpoints": [ { "subprotocols": ["a b"] } ] }""", "server.json(1): endpoints[0].subprotocols must be names without spaces and separators (found \"a b\").")]
    [InlineData("""{ "tls": { "minimumVersion": "1.1" } }""", "server.json(1): tls.minimumVersion must be \"1.2\" or \"1.3\" (found \"1.1\").")]
    [InlineData("""{ "watchdog": { "enabled": false, "monitor": { "enabled": true } } }""", "server.json(1): watchdog.monitor.enabled needs the watchdog, which is off; set watchdog.enabled, or remove the setting.")]
    [InlineData("""{ "listen": [ { "tls": true } ] }""", "server.json(1): listen[0].tls needs a certificate; set tls.certificate (\"scriptws cert\" makes one for tests).")]
    [InlineData("""{ "tls": { "certificate": "x.pem", "certificates": [ { "hosts": ["a b"], "certificate": "y.pem" } ] } }""", "server.json(1): tls.certificates[0].hosts must be host names, as in example.com or *.example.com (found \"a b\").")]
    [InlineData("""{ "tls": { "certificates": [ { "hosts": ["a.example"], "certificate": "y.pem" } ] } }""", "server.json(1): tls.certificate is missing; it is for clients that ask for none of the hosts of tls.certificates.")]
    [InlineData("""{ "tls": { "cipherSuites": ["NULL"] } }""", "server.json(1): tls.cipherSuites must be names of the IANA, as in TLS_AES_256_GCM_SHA384 (found \"NULL\").")]
    [InlineData("""{ "origins": ["example.com"] }""", "server.json(1): origins[0] must be an origin such as \"https://example.com\", \"https://*.example.com\", \"http://localhost:*\", \"null\" or \"*\", without a path (found \"example.com\").")]
    [InlineData("""{ "addresses": { "allow": ["10.0.0.1/8"] } }""", "server.json(1): addresses.allow[0] must be an IP address or a network such as \"10.0.0.0/8\" (found \"10.0.0.1/8\").")]
    [InlineData("""{ "addresses": { "proxyProtocol": true } }""", "server.json(1): addresses.proxyProtocol needs addresses.trustedProxies: only a proxy that is trusted may say where a client comes from.")]
    [InlineData("""{ "limits": 5 }""", "server.json(1): limits must be an object { … } (found 5).")]
    [InlineData("""[]""", "server.json(1): the configuration must be an object { … } (found a list).")]
    [InlineData("""{ "a": 1 """, "server.json(1): this is not JSON at column 10; look for a missing comma, quote or bracket just before.")]
    [InlineData("", "server.json: the file is empty; \"scriptws new DIRECTORY\" writes one to begin with.")]
    public void Load_OneError_SaysWhereWhatAndWhatToDo(string json, string expected) => Assert.Contains(expected, ErrorsOf(json));

    [Fact]
    public void Load_MissingFile_SaysSo()
    {
        var file = Path.Combine(_folder.FullName, "none.json");

        var error = Assert.Throws<ConfigurationException>(() => ServerConfiguration.Load(file));

        Assert.Equal($"{file}: there is no such file; \"scriptws new DIRECTORY\" makes one.", error.Message);
    }

    [Fact]
    public void Arguments_OverTheFile_Win()
    {
        var options = Load("""{ "limits": { "maxConnections": 5 }, "listen": [ { "port": 1 } ] }""", "--limits:maxConnections", "7", "--LISTEN:0:PORT=0", "--script:turnTimeout", "2s");

        Assert.Equal(7, options.Limits.MaxConnections);
        Assert.Equal(0, options.Listen[0].Port);
        Assert.Equal(TimeSpan.FromSeconds(2), options.Script.TurnTimeout);
    }

    [Theory]
    [InlineData("--limits:maxConections", "1", "--limits:maxConections: \"maxConections\" is not a setting; did you mean \"maxConnections\"?")]
    [InlineData("--limits:maxConnections", "x", "--limits:maxConnections: limits.maxConnections must be a whole number (found \"x\").")]
    [InlineData("--listen:0:address", "x", "--listen:0:address: listen[0].address must be an IP address, \"localhost\" or \"*\" (found \"x\").")]
    [InlineData("--tls:minimumVersion", "2", "--tls:minimumVersion: tls.minimumVersion must be \"1.2\" or \"1.3\" (found \"2\").")]
    public void Arguments_Wrong_AreNamedAsTheyWereGiven(string name, string value, string expected)
    {
        var error = Assert.Throws<ConfigurationException>(() => Load("{}", name, value));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Validate_OptionsMadeInCSharp_NamesTheProperty()
    {
        var options = new ScriptWsOptions { Endpoints = [new EndpointOptions { Path = "chat" }] };

        var error = Assert.Throws<ConfigurationException>(options.ThrowIfInvalid);

        Assert.Equal("endpoints[0].path must begin with / and have no space, ? or # (found \"chat\").", error.Message);
    }

    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "a fixed seed makes the same garbage each time")]
    public void Load_RandomlyDamagedFile_NeverThrowsAnythingElse()
    {
        var random = new Random(7);
        var json = File.ReadAllText(Path.Combine(Repository.Root, "server.json"));
        for (var i = 0; i < 3000; i++)
        {
            var damaged = json.ToCharArray();
            for (var n = random.Next(1, 6); n > 0; n--) damaged[random.Next(damaged.Length)] = "{}[]\",:0-x\\\u00e4\n "[random.Next(14)];

            try
            {
                Load(new string(damaged));
            }
            catch (ConfigurationException e)
            {
                Assert.NotEmpty(e.Errors);
            }
        }
    }

    [Fact]
    public void Describe_WritesValuesAsTheFileDoes()
    {
        var options = new ScriptWsOptions
        {
            Listen = [new ListenOptions { Tls = true }],
            Endpoints = [new EndpointOptions { Script = "a.js", Dispatch = DispatchMode.Parallel }],
            Script = new ScriptOptions { Memory = 48 << 20, TurnTimeout = TimeSpan.FromMilliseconds(1500) },
        };

        var settings = ServerConfiguration.Describe(options).ToDictionary(setting => setting.Key, setting => setting.Value);

        Assert.Equal(
            ("48MiB", "1500ms", "true", "parallel", "0"),
            (settings["script.memory"], settings["script.turnTimeout"], settings["listen[0].tls"], settings["endpoints[0].dispatch"], settings["health.memory"]));
    }

    private ScriptWsOptions Load(string json, params string[] arguments)
    {
        var file = Path.Combine(_folder.FullName, "server.json");
        File.WriteAllText(file, json);
        return ServerConfiguration.Load(file, arguments);
    }

    private string[] ErrorsOf(string json) => [.. Assert.Throws<ConfigurationException>(() => Load(json)).Errors.Select(error => error.ToString())];
}
