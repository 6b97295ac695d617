using System.Text.Json.Nodes;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    private static readonly string SchemaFile = Repository.PathOf("src/ScriptWs/Configuration/server.schema.json");

    [Fact]
    public void SchemaFile_Always_IsWhatTheSettingsSay()
    {
        if (SettingText.IsUpdated) File.WriteAllText(SchemaFile, ConfigurationSchema.Text());

        Assert.True(ConfigurationSchema.Text() == File.ReadAllText(SchemaFile), $"server.schema.json is out of date; {SettingText.HowToUpdate}");
    }

    [Fact]
    public void Schema_OfEverySetting_HasDescription()
    {
        var missing = new List<string>();
        Collect((JsonObject)JsonNode.Parse(ConfigurationSchema.Text())!, "", missing);

        Assert.Empty(missing);
    }

    [Fact]
    public void ServerJson_OfTheRepository_Loads() => ServerConfiguration.Load(Repository.PathOf("server.json"));

    private static void Collect(JsonObject schema, string path, List<string> missing)
    {
        foreach (var (key, value) in schema["properties"]?.AsObject() ?? [])
        {
            var child = value!.AsObject();
            if (key != "$schema" && child["description"] is null) missing.Add($"{path}{key}");
            Collect(child, $"{path}{key}.", missing);
        }
    }
}
