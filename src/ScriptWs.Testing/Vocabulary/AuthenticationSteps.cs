using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScriptWs.Configuration;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Who may come in, and how clients say who they are.</summary>
[Binding]
internal sealed class AuthenticationSteps(World world)
{
    private const string Login = "/sgc/req/auth/session";

    [Given("the users:")]
    public void GivenTheUsers(DataTable users)
    {
        world.NeedsOwnServer();
        world.Setup.Set("authentication.enabled", "true");
        world.Setup.Set("authentication.users", new JsonArray([.. users.Rows.Select(Entry)]).ToJsonString());
    }

    [When("{name} connects as {string} with the password {string}")]
    public async Task WhenConnectsAs(string name, string user, string password) => await ConnectAsync(name, "/", user, password).ConfigureAwait(false);

    [When("{name} connects to {string} as {string} with the password {string}")]
    public async Task WhenConnectsToAs(string name, string path, string user, string password) => await ConnectAsync(name, path, user, password).ConfigureAwait(false);

    [When("{name} logs in as {string} with the password {string}")]
    [Given("{name} has logged in as {string} with the password {string}")]
    public async Task WhenLogsIn(string name, string user, string password)
    {
        var body = new JsonObject { ["user"] = user, ["password"] = password }.ToJsonString();
        var request = $"POST {Login} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        await world.ConnectAsync(name, new ConnectOptions { RawRequest = Encoding.UTF8.GetBytes(request) }).ConfigureAwait(false);
    }

    [When("{name} connects with {client}'s token")]
    [Given("{name} has connected with {client}'s token")]
    public async Task WhenConnectsWithToken(string name, TestClient client) =>
        await world.ConnectAsync(name, new ConnectOptions { Path = $"/sgc/auth/session/{TokenOf(client)}" }).ConfigureAwait(false);

    [When("{name} connects to {string} with {client}'s token")]
    public async Task WhenConnectsToWithToken(string name, string path, TestClient client) =>
        await world.ConnectAsync(name, new ConnectOptions { Path = $"/sgc/auth/session/{TokenOf(client)}{path}" }).ConfigureAwait(false);

    private static JsonObject Entry(IReadOnlyDictionary<string, string> row)
    {
        var entry = new JsonObject { ["name"] = row["name"] };
        if (row.GetValueOrDefault("password", "") is { Length: > 0 } password) entry["passwordHash"] = PasswordEntry.Of(password);
        if (row.GetValueOrDefault("API key", "") is { Length: > 0 } key) entry["apiKeyHashes"] = new JsonArray(ApiKey.Hash(key));
        entry["roles"] = new JsonArray([.. row.GetValueOrDefault("roles", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(role => (JsonNode)role)]);
        return entry;
    }

    /// <summary>The token that the answer to a login holds.</summary>
    private static string TokenOf(TestClient client)
    {
        try
        {
            return JsonNode.Parse(client.Body)?["token"]?.GetValue<string>() ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new StepFailedException($"{client.Name} has no token.", "an answer with a token", $"{client.Status} {client.Body}".TrimEnd());
        }
    }

    private async Task ConnectAsync(string name, string path, string user, string password)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        await world.ConnectAsync(name, new ConnectOptions { Path = path, Headers = [new("Authorization", $"Basic {basic}")] }).ConfigureAwait(false);
    }
}
