using System.Text;
using System.Text.Json.Nodes;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>How clients say who they are.</summary>
[Binding, StepGroup(Groups.Client)]
internal sealed class AuthenticationSteps(World world, Placeholders placeholders)
{
    private const string Login = "/sgc/req/auth/session";

    [When("{name} connects as {string} with the password {string}")]
    public async Task WhenConnectsAs(ClientName name, string user, string password)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        await world.ConnectAsync(name, new ConnectOptions { Headers = [new("Authorization", $"Basic {basic}")] }).ConfigureAwait(false);
    }

    [When("{name} logs/(has )logged in as {string} with the password {string}")]
    [Given("{name} logs/(has )logged in as {string} with the password {string}")]
    public async Task WhenLogsIn(ClientName name, string user, string password)
    {
        var body = new JsonObject { ["user"] = user, ["password"] = password }.ToJsonString();
        var request = $"POST {Login} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        await world.ConnectAsync(name, new ConnectOptions { RawRequest = Encoding.UTF8.GetBytes(request) }).ConfigureAwait(false);
    }

    [When("{name} connects/(is )connected with {token}")]
    public async Task<TestClient> WhenConnectsWithToken(ClientName name, ShownToken token) => await world.ConnectAsync(name, token.Owner is { } owner
        ? new ConnectOptions { Path = $"/sgc/auth/session/{Placeholders.TokenOf(owner)}" }
        : new ConnectOptions { Headers = [new("Authorization", $"Bearer {placeholders.Token(token.Name!)}")] }).ConfigureAwait(false);

    [Given("{name} connects/(is )connected with {token}")]
    public async Task GivenIsConnectedWithToken(ClientName name, ShownToken token) =>
        await ConnectionSteps.ThenIsAnsweredWith(await WhenConnectsWithToken(name, token).ConfigureAwait(false), 101).ConfigureAwait(false);
}
