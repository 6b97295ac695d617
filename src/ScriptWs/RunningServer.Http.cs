namespace ScriptWs;

/// <summary>What plain HTTP needs of a run.</summary>
internal sealed partial class RunningServer
{
    /// <summary>
    /// The endpoint with the longest path that the request is at or below. Letters of both cases are the same here, for they
    /// are to some file systems, and a rule must not be stepped around by writing a path otherwise.
    /// </summary>
    private Endpoint? FindForHttp(string path) => _endpoints.Values
        .Where(endpoint => IsAtOrBelow(path, endpoint.Path))
        .MaxBy(endpoint => endpoint.Path.Length);

    private static bool IsAtOrBelow(string path, string endpoint) =>
        path.StartsWith(endpoint, StringComparison.OrdinalIgnoreCase) && (endpoint.EndsWith('/') || path.Length == endpoint.Length || path[endpoint.Length] == '/');
}
