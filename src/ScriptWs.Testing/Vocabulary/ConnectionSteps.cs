namespace ScriptWs.Testing.Vocabulary;

/// <summary>How clients come, and how their connections end.</summary>
[Binding]
internal sealed class ConnectionSteps(World world)
{
    [Given("{name} is connected")]
    public async Task GivenIsConnected(string name) => await AcceptedAsync(await world.ConnectAsync(name).ConfigureAwait(false)).ConfigureAwait(false);

    [Given("{name} is connected to {string}")]
    public async Task GivenIsConnectedTo(string name, string path) => await AcceptedAsync(await world.ConnectAsync(name, new ConnectOptions { Path = path }).ConfigureAwait(false)).ConfigureAwait(false);

    [Given("{int} more clients are connected")]
    public async Task GivenMoreAreConnected(int count)
    {
        for (var i = 1; i <= count; i++) await AcceptedAsync(await world.ConnectAsync($"client {i}").ConfigureAwait(false)).ConfigureAwait(false);
    }

    [When("{name} connects")]
    public async Task WhenConnects(string name) => await world.ConnectAsync(name).ConfigureAwait(false);

    [When("{name} connects to {string}")]
    public async Task WhenConnectsTo(string name, string path) => await world.ConnectAsync(name, new ConnectOptions { Path = path }).ConfigureAwait(false);

    [When("{name} connects offering the subprotocol(s) {string}")]
    public async Task WhenConnectsOffering(string name, string protocols) => await world.ConnectAsync(name, new ConnectOptions { Protocols = [protocols] }).ConfigureAwait(false);

    [StepDefinition("{name} connects offering the extension {string}")]
    public async Task WhenConnectsWithExtension(string name, string extension) => await world.ConnectAsync(name, new ConnectOptions { Extensions = extension }).ConfigureAwait(false);

    [When("{name} connects with the headers:")]
    public async Task WhenConnectsWithHeaders(string name, DataTable headers) => await world.ConnectAsync(name, new ConnectOptions { Headers = [.. headers.Pairs()] }).ConfigureAwait(false);

    [When("{name} connects with a header of {int} bytes")]
    public async Task WhenConnectsWithLargeHeader(string name, int length) =>
        await world.ConnectAsync(name, new ConnectOptions { Headers = [new("X-Large", new string('x', length))] }).ConfigureAwait(false);

    [Given("{name} has begun a request")]
    public async Task GivenHasBegunARequest(string name)
    {
        var options = new ConnectOptions { RawRequest = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"u8.ToArray(), WaitsForAnswer = false };
        await world.ConnectAsync(name, options).ConfigureAwait(false);
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("{client} closes with {int} {string}")]
    public static async Task WhenCloses(TestClient client, int code, string reason) => await client.CloseAsync(code, reason).ConfigureAwait(false);

    [When("{client} closes without a status code")]
    public static async Task WhenClosesWithoutCode(TestClient client) => await client.CloseAsync(null).ConfigureAwait(false);

    [When("{client} hangs up")]
    [Given("{client} has hung up")]
    public async Task WhenHangsUp(TestClient client)
    {
        client.HangUp(reset: false);
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("{client}'s cable is pulled")]
    [Given("{client}'s cable has been pulled")]
    public static void WhenTheCableIsPulled(TestClient client) => client.Unplug();

    [When("{client} stops reading")]
    [Given("{client} has stopped reading")]
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

    [Then("{client}'s answer has the header {string}")]
    public static void ThenTheAnswerHasTheHeader(TestClient client, string header)
    {
        var parts = header.Split(':', 2, StringSplitOptions.TrimEntries);
        var received = client.Headers.GetValueOrDefault(parts[0].ToLowerInvariant());
        if (received is null || (parts.Length == 2 && received != parts[1])) throw new StepFailedException($"{client.Name}'s answer has another header.", header, received is null ? "no such header" : $"{parts[0]}: {received}");
    }

    [Then("{client}'s answer does not have the header {string}")]
    public static void ThenTheAnswerHasNoHeader(TestClient client, string name)
    {
        if (client.Headers.TryGetValue(name.ToLowerInvariant(), out var value)) throw new StepFailedException($"{client.Name}'s answer has the header.", $"no {name}", $"{name}: {value}");
    }

    [Then("{client}'s connection is open")]
    public async Task ThenIsOpen(TestClient client)
    {
        await world.SettleAsync().ConfigureAwait(false);
        if (client.IsOpen) return;
        throw new StepFailedException($"{client.Name}'s connection is not open.", "open", client.HasEnded ? $"closed with {await client.ClosedAsync().ConfigureAwait(false)}" : $"status {client.Status}, closing");
    }

    [Then("{client}'s connection is closed with {int}")]
    public static async Task ThenIsClosedWith(TestClient client, int code)
    {
        var end = await client.ClosedAsync().ConfigureAwait(false);
        if (end.Code != code) throw new StepFailedException($"{client.Name}'s connection was closed otherwise.", $"{code}", $"{end}");
    }

    [Then("{client}'s connection is closed with {int} {string}")]
    public static async Task ThenIsClosedWithReason(TestClient client, int code, string reason)
    {
        var end = await client.ClosedAsync().ConfigureAwait(false);
        if (end != new ClosedWith(code, reason)) throw new StepFailedException($"{client.Name}'s connection was closed otherwise.", $"{new ClosedWith(code, reason)}", $"{end}");
    }

    [Then("{client}'s connection ends without a Close frame")]
    public static async Task ThenEndsWithoutClose(TestClient client) => await ThenIsClosedWith(client, 1006).ConfigureAwait(false);

    private static async Task AcceptedAsync(TestClient client) => await ThenIsAnsweredWith(client, 101).ConfigureAwait(false);
}
