using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

public sealed class SettingsDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void File_WithSettings_KeepsEveryKindOfValue()
    {
        const string Values = """{"text":"a","number":1.50,"flag":true,"none":null,"list":[1,"two",{"x":[]}],"deep":{"er":{}}}""";

        var options = Load($$""" "settings": {{Values}} """);

        Assert.Equal(Values, options.Settings.GetRawText());
        Assert.Equal(JsonValueKind.Undefined, options.Endpoints[0].Settings.ValueKind);
    }

    [Theory]
    [InlineData(""" "settings": 5 """, "server.json(2): settings must be an object { … } (found something else).")]
    [InlineData(""" "settings": "hush" """, "server.json(2): settings must be an object { … } (found something else).")]
    [InlineData(""" "settings": { "a:b": "hush" } """, "server.json(2): settings must have names without a colon.")]
    [InlineData(""" "settings": { "deep": [{ "a": "hush", "A": 2 }] } """, "server.json(2): settings contains \"A\" twice; remove one.")]
    [InlineData(
        """ "settings": { "key": { "file": "none" } } """,
        "server.json(2): settings.key names a file that is not there (found \"none\").")]
    [InlineData(
        """ "settings": { "key": { "file": "empty" } } """,
        "server.json(2): settings.key names a file that is empty (found \"empty\").")]
    [InlineData(
        """ "settings": { "key": { "file": "large" } } """,
        "server.json(2): settings.key names a file that is larger than 64 KiB (found \"large\").")]
    [InlineData(
        """ "settings": { "key": [{ "file": "bytes" }] } """,
        "server.json(2): settings.key[0] names a file that is not UTF-8 (found \"bytes\").")]
    public void File_WithSettingsThatAreWrong_IsRefusedWithoutItsValues(string settings, string expected)
    {
        Write("empty", []);
        Write("large", new byte[SecretFiles.MaxSize + 1]);
        Write("bytes", [0xFF]);

        var error = Assert.Throws<ConfigurationException>(() => Load(settings));

        Assert.Equal(expected, error.Message);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hush", "hush")]
    [InlineData("hush\n", "hush")]
    [InlineData("hush\r\n", "hush")]
    [InlineData("two\nlines\n\n", "two\nlines\n")]
    [InlineData("\uFEFFhush", "hush")]
    public void SecretFile_OfATextFile_IsItsTextWithoutTheLastLineEnd(string content, string expected)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "key"), content);

        var options = Load(""" "settings": { "key": { "file": "key" }, "log": { "file": "key", "size": 1 } }""");

        Assert.Equal(expected, options.Settings.GetProperty("key").GetString());
        Assert.Equal("key", options.Settings.GetProperty("log").GetProperty("file").GetString());
        Assert.Equal([Path.Combine(_folder.Path, "key")], options.SecretFiles);
    }

    [Fact]
    public void Argument_OverTheFile_KeepsTheFilesKindAndSpelling()
    {
        Write("key", "hush"u8);

        var options = Load(
            """
            "settings": {
              "apiKey": null, "retries": 3, "debug": false, "smtp": { "host": "a" }, "hosts": ["a", "b"], "key": { "file": "key" }
            }
            """,
            [
                "--settings:APIKEY", "007", "--settings:Retries", "5", "--settings:debug", "true", "--settings:smtp:port", "25",
                "--settings:hosts:1", "c", "--settings:hosts:2", "d", "--settings:key", "loud",
            ]);

        Assert.Equal(
            """{"apiKey":"007","retries":5,"debug":true,"smtp":{"host":"a","port":"25"},"hosts":["a","c","d"],"key":"loud"}""",
            options.Settings.GetRawText());
    }

    [Theory]
    [InlineData("--settings:retries", "--settings:retries: settings.retries must be a number (found something else).")]
    [InlineData("--settings:debug", "--settings:debug: settings.debug must be true or false (found something else).")]
    [InlineData(
        "--settings:smtp",
        "--settings:smtp: settings.smtp must be an object or a list (found something else); set one of its keys.")]
    [InlineData("--settings:hosts:3", "--settings:hosts:3: settings.hosts[3] leaves a gap; the next entry is 1.")]
    [InlineData("--settings", "--settings: settings must be an object { … } (found something else); set one of its keys.")]
    public void Argument_OfAnotherKind_IsRefusedWithoutItsValue(string argument, string expected)
    {
        var error = Assert.Throws<ConfigurationException>(() => Load(
            """ "settings": { "retries": 3, "debug": false, "smtp": {}, "hosts": ["a"] } """, [argument, "hush"]));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Section_OfAnApplication_GuessesNumbersAndFlags()
    {
        var values = new Dictionary<string, string?>
        {
            ["S:Settings:Retries"] = "3",
            ["S:Settings:Debug"] = "True",
            ["S:Settings:Pin"] = "007",
            ["S:Settings:Hosts:0"] = "a",
        };

        var options = ServerConfiguration.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("S"));

        Assert.Equal("""{"Debug":true,"Hosts":["a"],"Pin":"007","Retries":3}""", options.Settings.GetRawText());
    }

    [Fact]
    public void Join_OfServerAndEndpoint_JoinsObjectsAndReplacesTheRest()
    {
        using var server = JsonDocument.Parse("""{ "a": 1, "deep": { "x": 1, "y": 2 }, "list": [1], "other": { "z": 1 } }""");
        using var endpoint = JsonDocument.Parse("""{ "deep": { "y": 3 }, "list": [2, 3], "other": 5, "added": true }""");

        Assert.Equal(
            """{"a":1,"deep":{"x":1,"y":3},"list":[2,3],"other":5,"added":true}""",
            SettingsData.Join(server.RootElement, endpoint.RootElement).GetRawText());
    }

    [Fact]
    public void Describe_WithSettings_HidesThem()
    {
        var options = Load(""" "settings": { "key": "hush" } """);

        Assert.Contains(ServerConfiguration.Describe(options), pair => pair is { Key: "settings", Value: "…" });
    }

    public void Dispose() => _folder.Dispose();

    private ScriptWsOptions Load(string settings, IReadOnlyList<string>? arguments = null)
    {
        var file = Path.Combine(_folder.Path, "server.json");
        File.WriteAllText(file, $"{{ \"endpoints\": [{{ \"path\": \"/\" }}],\n{settings} }}");
        return ServerConfiguration.Load(file, arguments);
    }

    private void Write(string name, ReadOnlySpan<byte> content) => File.WriteAllBytes(Path.Combine(_folder.Path, name), content);
}
