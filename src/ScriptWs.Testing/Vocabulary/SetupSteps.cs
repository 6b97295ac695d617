using System.Text.Json.Nodes;
using ScriptWs.Configuration;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>
/// Settings and files: what a server is started with, or, when it runs, what changes under it. Such a step saves
/// and reloads; watching files is the unit tests' business.
/// </summary>
[Binding, StepGroup(Groups.Server)]
internal sealed class SetupSteps(World world)
{
    [Given("the file {string}( becomes):")]
    public async Task GivenTheFile(string path, string content)
    {
        world.NeedsOwnServer();
        world.Setup.AddFile(path, content);
        await world.ReloadAsync().ConfigureAwait(false);
    }

    [When("the file {string}( becomes):")]
    public async Task WhenTheFileBecomes(string path, string content)
    {
        await world.StartPlannedAsync().ConfigureAwait(false);
        await GivenTheFile(path, content).ConfigureAwait(false);
    }

    [Given("the setting {word} is/becomes {string}")]
    public async Task GivenTheSetting(string path, string value)
    {
        world.NeedsOwnServer();
        world.Setup.Set(path, value);
        if (world.Server is not null) world.Setup.Write();
        await world.ReloadAsync().ConfigureAwait(false);
    }

    [When("the setting {word} is/becomes {string}")]
    public async Task WhenTheSettingBecomes(string path, string value)
    {
        await world.StartPlannedAsync().ConfigureAwait(false);
        await GivenTheSetting(path, value).ConfigureAwait(false);
    }

    [Given("the settings:")]
    public void GivenTheSettings(string json)
    {
        world.NeedsOwnServer();
        world.Setup.UseSettings(json);
    }

    [Given("the users:")]
    public void GivenTheUsers(DataTable users)
    {
        world.NeedsOwnServer();
        world.Setup.Set("authentication.enabled", "true");
        world.Setup.Set("authentication.users", new JsonArray([.. users.Rows.Select(Entry)]).ToJsonString());
    }

    private static JsonObject Entry(DataTableRow row)
    {
        var entry = new JsonObject { ["name"] = row["name"] };
        if (row.GetValueOrDefault("password", "") is { Length: > 0 } password) entry["passwordHash"] = PasswordEntry.Of(password);
        if (row.GetValueOrDefault("API key", "") is { Length: > 0 } key) entry["apiKeyHashes"] = new JsonArray(ApiKey.Hash(key));
        entry["roles"] = new JsonArray([.. row.GetValueOrDefault("roles", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(role => (JsonNode)role)]);
        return entry;
    }
}
