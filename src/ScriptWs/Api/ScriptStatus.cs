namespace ScriptWs;

/// <summary>Which version of a handler script runs.</summary>
/// <param name="Path">The script's path, as server.json names it.</param>
/// <param name="Generation">The version's number: 1 at the start.</param>
/// <param name="Endpoint">The endpoint's path.</param>
/// <param name="Workers">How many workers run it: 1 for <c>serial</c>.</param>
public sealed record ScriptStatus(string Path, int Generation, string Endpoint, int Workers)
{
    /// <summary>Whether this is a previous version, because the files on disk were rejected.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>The jobs that it exports, with their next runs.</summary>
    public IReadOnlyList<JobStatus> Jobs { get; init; } = [];
}
