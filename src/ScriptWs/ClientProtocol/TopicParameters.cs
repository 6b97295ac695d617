using System.Text.Json;

namespace ScriptWs.ClientProtocol;

/// <summary>The parameters of requests about a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Since">The position after which messages are wanted; <c>null</c> for none.</param>
/// <param name="Last">How many of the last messages are wanted; <c>null</c> for none.</param>
internal sealed record TopicParameters(string Topic, string? Since, int? Last)
{
    /// <summary>Characters of a position at most.</summary>
    private const int MaxPositionLength = 128;

    /// <param name="json">The parameters, valid JSON.</param>
    /// <param name="maxTopicLength">Characters of a topic at most.</param>
    /// <returns><c>null</c> when they are something else.</returns>
    public static TopicParameters? Read(ReadOnlySpan<byte> json, int maxTopicLength)
    {
        if (json.IsEmpty || json[0] != '{') return null;

        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (Text(root, "topic") is not { Length: > 0 } topic || topic.Length > maxTopicLength) return null;

            var since = Text(root, "since");
            if (since is null != IsAbsent(root, "since") || since?.Length > MaxPositionLength) return null;
            if (IsAbsent(root, "last")) return new(topic, since, null);
            return root.GetProperty("last") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var last) && last >= 0
                ? new(topic, since, last)
                : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }

    /// <summary>The text of one member.</summary>
    /// <returns><c>null</c> when there is none.</returns>
    public static string? ReadText(ReadOnlySpan<byte> json, string member)
    {
        if (json.IsEmpty || json[0] != '{') return null;

        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return Text(document.RootElement, member);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsAbsent(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
