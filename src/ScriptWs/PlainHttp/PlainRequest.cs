using ScriptWs.Routing;

namespace ScriptWs.PlainHttp;

/// <summary>A plain HTTP request, as the server's rules and its scripts see it.</summary>
/// <param name="Method">The method, in the client's case.</param>
/// <param name="RawPath">The path, percent-encoded as it came, without the query.</param>
/// <param name="Query">What followed <c>?</c>, without it; empty when nothing did.</param>
/// <param name="Headers">Header fields by lower-case name; repeated fields are joined with <c>", "</c>.</param>
/// <param name="ReadBody">Reads the body; <c>null</c> when it is longer than it may be. Asked at most once.</param>
public sealed record PlainRequest(
    string Method,
    string RawPath,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    Func<long, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> ReadBody)
{
    /// <summary>The digit after <c>HTTP/1.</c>; later versions count as 1.</summary>
    public int MinorVersion { get; init; } = 1;

    /// <summary>The path that is meant: decoded, without empty and dot segments. Rules, scripts and files must look at this one.</summary>
    public string Path { get; } = RequestPath.Of(RawPath).Text;
}
