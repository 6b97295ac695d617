using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>What <c>onRequest</c> answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Header fields, fit to be sent.</param>
/// <param name="Body">The body.</param>
internal sealed record ScriptAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>An answer of our own.</summary>
    public static ScriptAnswer Of(HttpRefusal refusal) =>
        new(refusal.Status, [.. refusal.Headers ?? [], new("Content-Type", "text/plain; charset=utf-8")], System.Text.Encoding.UTF8.GetBytes(refusal.Body));
}
