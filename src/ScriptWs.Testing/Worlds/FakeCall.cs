using System.Text.Json;

namespace ScriptWs.Testing.Worlds;

/// <summary>A call of a function of C#, as scenarios write it: <c>find(7)</c>, or <c>find</c> for all calls.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">Each argument as compact JSON; <c>null</c> for any.</param>
internal sealed record FakeCall(string Function, IReadOnlyList<string>? Arguments)
{
    /// <exception cref="StepFailedException">It is no call.</exception>
    public static FakeCall Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return new FakeCall(text.Trim(), null);

        try
        {
            if (!text.EndsWith(')')) throw new JsonException("the last ) is missing");

            var arguments = JsonElement.Parse($"[{text[(open + 1)..^1]}]");
            return new FakeCall(text[..open].Trim(), [.. arguments.EnumerateArray().Select(TextOf)]);
        }
        catch (JsonException e)
        {
            throw new StepFailedException(
                $"{text} is not a call; write a name and arguments as JSON, as in find(7) or say(\"hello\"): {e.Message}");
        }
    }

    public static string TextOf(JsonElement value) => JsonSerializer.Serialize(value);

    public bool Matches(FakeCall call) =>
        Function == call.Function && (Arguments is null || (call.Arguments is { } given && Arguments.SequenceEqual(given)));

    public override string ToString() => Arguments is null ? Function : $"{Function}({string.Join(", ", Arguments)})";
}
