namespace ScriptWs.Testing.Vocabulary.Arguments;

/// <summary>What a client sends or receives: a text, perhaps compressed, or bytes; once, or several times.</summary>
/// <param name="Text">The text; <c>null</c> for bytes.</param>
/// <param name="Bytes">The bytes; <c>null</c> for a text.</param>
/// <param name="Times">How many messages; one after the other.</param>
/// <param name="IsCompressed">Whether it is compressed (RFC 7692 §7.2.1); one that is not may come either way.</param>
internal sealed record Messages(string? Text, byte[]? Bytes = null, int Times = 1, bool IsCompressed = false)
{
    private const int Readable = 1_000;

    public Task SendOneAsync(TestClient client) =>
        Bytes is { } bytes ? client.SendAsync(bytes) : IsCompressed ? client.SendCompressedAsync(Text!) : client.SendAsync(Text!);

    /// <exception cref="StepFailedException">It is another one.</exception>
    public void Compare(TestClient client, ReceivedMessage received)
    {
        var isIt = Bytes is { } bytes ? received.ToString() == $"bytes {Hex.Of(bytes)}" : received.Text == Text;
        if (!isIt) throw new StepFailedException($"{client.Name} received something else.", ToString(), Text is { Length: > Readable } ? $"{received.Bytes.Length} bytes" : $"{received}");
        if (IsCompressed && !received.IsCompressed) throw new StepFailedException($"{client.Name} received it plain.", "a compressed message (RSV1 set)", "one that is not compressed");
    }

    /// <summary>A text that differs everywhere, so that a mix-up shows.</summary>
    public static string Letters(int length) => string.Create(length, 0, static (text, _) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)('a' + ((i + (i / 26)) % 26));
    });

    public override string ToString() => Bytes is { } bytes ? $"bytes {Hex.Of(bytes)}" : Text!.Length > Readable ? $"a text of {Text.Length} bytes" : $"\"{Text}\"";
}
