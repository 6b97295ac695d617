using System.Security.Cryptography.X509Certificates;

using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>How clients come, and how their connections end.</summary>
[Binding, StepGroup(Groups.Client)]
internal sealed class ConnectionSteps(World world, ConnectTable table, Placeholders placeholders)
{
    [When("{name} connects/(is )connected")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public Task<TestClient> WhenConnects(ClientName name) => WhenConnects(name, null);

    [When("{name} connects/(is )connected with:")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public async Task<TestClient> WhenConnects(ClientName name, DataTable? with) => await ConnectAsync(name, table.Read(with)).ConfigureAwait(false);

    [Given("{name} connects/(is )connected")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public Task GivenIsConnected(ClientName name) => GivenIsConnected(name, null);

    [Given("{name} connects/(is )connected with:")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public async Task GivenIsConnected(ClientName name, DataTable? with) =>
        await ThenIsAnsweredWith(await WhenConnects(name, with).ConfigureAwait(false), 101).ConfigureAwait(false);

    [When("{name} connects/(is )connected to {string}( with:)")]
    public Task<TestClient> WhenConnectsTo(ClientName name, string path) => WhenConnectsTo(name, path, null);

    [When("{name} connects/(is )connected to {string}( with:)")]
    public async Task<TestClient> WhenConnectsTo(ClientName name, string path, DataTable? with) => await ConnectAsync(name, table.Read(with, path)).ConfigureAwait(false);

    [Given("{name} connects/(is )connected to {string}( with:)")]
    public Task GivenIsConnectedTo(ClientName name, string path) => GivenIsConnectedTo(name, path, null);

    [Given("{name} connects/(is )connected to {string}( with:)")]
    public async Task GivenIsConnectedTo(ClientName name, string path, DataTable? with) =>
        await ThenIsAnsweredWith(await WhenConnectsTo(name, path, with).ConfigureAwait(false), 101).ConfigureAwait(false);

    [When("{name} connects with the headers:")]
    public async Task WhenConnectsWithHeaders(ClientName name, DataTable headers) =>
        await world.ConnectAsync(name, new ConnectOptions { Headers = [.. headers.Pairs().Select(pair => KeyValuePair.Create(pair.Key, placeholders.Fill(pair.Value)))] }).ConfigureAwait(false);

    [When("{client} closes with {int} {string}")]
    public static async Task WhenCloses(TestClient client, int code, string reason) => await client.CloseAsync(code, reason).ConfigureAwait(false);

    [When("{client} hangs/(has )hung up")]
    [Given("{client} hangs/(has )hung up")]
    public async Task WhenHangsUp(TestClient client)
    {
        client.HangUp(reset: false);
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("{client}'s cable is/was pulled")]
    [Given("{client}'s cable is/was pulled")]
    public static void WhenTheCableIsPulled(TestClient client) => client.Unplug();

    [When("{client} stops/(has )stopped reading")]
    [Given("{client} stops/(has )stopped reading")]
    public static void WhenStopsReading(TestClient client) => client.PauseReading(true);

    [When("{client} reads again")]
    public static void WhenReadsAgain(TestClient client) => client.PauseReading(false);

    [Then("{client} is answered with {int}")]
    public static async Task ThenIsAnsweredWith(TestClient client, int status)
    {
        await client.AnsweredAsync().ConfigureAwait(false);
        if (client.Status != status) throw new StepFailedException($"{client.Name}'s request was answered otherwise.", $"{status}", $"{client.Status} {client.Body}".TrimEnd());
    }

    [Then("{client}'s answer says {string}")]
    public static void ThenTheAnswerSays(TestClient client, string body)
    {
        if (!client.Body.Contains(body, StringComparison.Ordinal)) throw new StepFailedException($"{client.Name} was told something else.", body, client.Body);
    }

    [Then("{client}'s answer {has} the header {string}")]
    public static void ThenTheAnswerHasTheHeader(TestClient client, Presence has, string header)
    {
        var parts = header.Split(':', 2, StringSplitOptions.TrimEntries);
        var received = client.Headers.GetValueOrDefault(parts[0].ToLowerInvariant());
        var isThere = received is not null && (parts.Length == 1 || received == parts[1]);
        if (isThere == (has == Presence.Has)) return;
        throw new StepFailedException(
            has == Presence.Has ? $"{client.Name}'s answer has another header." : $"{client.Name}'s answer has the header.",
            has == Presence.Has ? header : $"no {header}", received is null ? "no such header" : $"{parts[0]}: {received}");
    }

    [Then("{client}'s connection is {state}")]
    public async Task ThenTheConnectionIs(TestClient client, ConnectionState state)
    {
        if (state is ConnectionState.Open)
        {
            await world.SettleAsync().ConfigureAwait(false);
            if (client.IsOpen) return;
            throw new StepFailedException($"{client.Name}'s connection is not open.", "open", client.HasEnded ? $"closed with {await client.ClosedAsync().ConfigureAwait(false)}" : $"status {client.Status}, closing");
        }

        var end = await client.ClosedAsync().ConfigureAwait(false);
        if (state is ConnectionState.Closed(var code, var reason) && (end.Code != code || (reason is not null && end.Reason != reason)))
            throw new StepFailedException($"{client.Name}'s connection was closed otherwise.", reason is null ? $"{code}" : $"{new ClosedWith(code, reason)}", $"{end}");
        if (state is ConnectionState.Refused && client.Status != 0)
            throw new StepFailedException($"{client.Name} got an answer.", "the end of the connection", $"{client.Status} {client.Body}".TrimEnd());
    }

    [Then("{client} is shown the certificate of {string}")]
    public static void ThenIsShown(TestClient client, string name)
    {
        var shown = client.Tls?.ServerCertificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (shown != name) throw new StepFailedException($"{client.Name} was shown another certificate.", name, shown ?? $"none: {client.Tls?.Problem ?? "no TLS was spoken"}");
    }

    private async Task<TestClient> ConnectAsync(string name, ConnectOptions options)
    {
        // One that says nothing, or not all, has come when the server has taken it.
        var client = await world.ConnectAsync(name, options).ConfigureAwait(false);
        if (!options.WaitsForAnswer) await world.SettleAsync().ConfigureAwait(false);
        return client;
    }
}
