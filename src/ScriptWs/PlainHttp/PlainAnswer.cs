using ScriptWs.Protocol;

namespace ScriptWs.PlainHttp;

/// <summary>A whole answer to a plain HTTP request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Header fields, fit to be sent; without those that frame the body.</param>
/// <param name="Body">The body.</param>
public sealed record PlainAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    internal static PlainAnswer Of(HttpRefusal refusal)
    {
        var headers = new List<KeyValuePair<string, string>>(refusal.Headers ?? []);
        if (!headers.Exists(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))) headers.Add(new("Content-Type", "text/plain; charset=utf-8"));
        return new(refusal.Status, headers, refusal.Bytes);
    }
}
