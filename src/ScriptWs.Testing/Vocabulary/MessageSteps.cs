namespace ScriptWs.Testing.Vocabulary;

/// <summary>Messages that clients send and receive.</summary>
[Binding, StepGroup(Groups.Client)]
internal sealed class MessageSteps(World world, Placeholders placeholders)
{
    [When("{client} sends/(has )sent {messages}")]
    public async Task WhenSends(TestClient client, Messages messages)
    {
        var filled = messages with { Text = placeholders.Fill(messages.Text) };
        for (var i = 0; i < filled.Times; i++) await filled.SendOneAsync(client).ConfigureAwait(false);
    }

    [Given("{client} sends/(has )sent {messages}")]
    public async Task GivenHasSent(TestClient client, Messages messages)
    {
        await WhenSends(client, messages).ConfigureAwait(false);
        await world.SettleAsync().ConfigureAwait(false);
    }

    [Then("{client} receives {messages}")]
    public static async Task ThenReceives(TestClient client, Messages messages)
    {
        for (var i = 0; i < messages.Times; i++) messages.Compare(client, await client.ReceiveAsync().ConfigureAwait(false));
    }

    [Then("{client} receives nothing( more)")]
    public async Task ThenReceivesNothing(TestClient client)
    {
        await world.SettleAsync().ConfigureAwait(false);
        if (client.TryReceive() is { } message) throw new StepFailedException($"{client.Name} received a message.", "nothing", $"{message}");
    }
}
