namespace ScriptWs.Testing.Vocabulary;

/// <summary>Messages that clients send and receive.</summary>
[Binding]
internal sealed class MessageSteps(World world)
{
    [When("{client} sends {string}")]
    public static async Task WhenSends(TestClient client, string text) => await client.SendAsync(text).ConfigureAwait(false);

    [Given("{client} has sent {string}")]
    public async Task GivenHasSent(TestClient client, string text)
    {
        await client.SendAsync(text).ConfigureAwait(false);
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("{client} sends {string} {int} times")]
    public static async Task WhenSendsTimes(TestClient client, string text, int times)
    {
        for (var i = 0; i < times; i++) await client.SendAsync(text).ConfigureAwait(false);
    }

    [When("{client} sends the bytes {string}")]
    public static async Task WhenSendsBytes(TestClient client, string hex) => await client.SendAsync(Hex.Parse(hex)).ConfigureAwait(false);

    [When("{client} sends a text of {int} bytes")]
    public static async Task WhenSendsText(TestClient client, int length) => await client.SendAsync(Letters(length)).ConfigureAwait(false);

    [When("{client} sends {string} compressed")]
    public static async Task WhenSendsCompressed(TestClient client, string text) => await client.SendCompressedAsync(text).ConfigureAwait(false);

    [Then("{client} receives {string}")]
    public static async Task ThenReceives(TestClient client, string text) => Compare(client, $"\"{text}\"", await client.ReceiveAsync().ConfigureAwait(false));

    [Then("{client} receives:")]
    public static async Task ThenReceivesAll(TestClient client, DataTable messages)
    {
        foreach (var row in messages.Cells) await ThenReceives(client, row[0]).ConfigureAwait(false);
    }

    [Then("{client} receives {string} {int} times")]
    public static async Task ThenReceivesTimes(TestClient client, string text, int times)
    {
        for (var i = 0; i < times; i++) await ThenReceives(client, text).ConfigureAwait(false);
    }

    [Then("{client} receives the bytes {string}")]
    public static async Task ThenReceivesBytes(TestClient client, string hex) => Compare(client, $"bytes {Hex.Of(Hex.Parse(hex))}", await client.ReceiveAsync().ConfigureAwait(false));

    [Then("{client} receives a text of {int} bytes")]
    public static async Task ThenReceivesText(TestClient client, int length)
    {
        var message = await client.ReceiveAsync().ConfigureAwait(false);
        if (message.Text != Letters(length)) throw new StepFailedException($"{client.Name} received something else.", $"a text of {length} bytes", $"{message.Bytes.Length} bytes");
    }

    [Then("{client} receives {string} compressed")]
    public static async Task ThenReceivesCompressed(TestClient client, string text)
    {
        var message = await client.ReceiveAsync().ConfigureAwait(false);
        Compare(client, $"\"{text}\"", message);
        if (!message.IsCompressed) throw new StepFailedException($"{client.Name} received it plain.", "a compressed message (RSV1 set)", "one that is not compressed");
    }

    [Then("{client} receives nothing( more)")]
    public async Task ThenReceivesNothing(TestClient client)
    {
        await world.SettleAsync().ConfigureAwait(false);
        if (client.TryReceive() is { } message) throw new StepFailedException($"{client.Name} received a message.", "nothing", $"{message}");
    }

    /// <summary>A text that differs everywhere, so that a mix-up shows.</summary>
    private static string Letters(int length) => string.Create(length, 0, static (text, _) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)('a' + ((i + (i / 26)) % 26));
    });

    private static void Compare(TestClient client, string expected, ReceivedMessage received)
    {
        if (received.ToString() != expected) throw new StepFailedException($"{client.Name} received something else.", expected, $"{received}");
    }
}
