using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;

namespace ScriptWs.Storage;

/// <summary>What a backend is opened with.</summary>
/// <param name="Options">The section <c>storage</c>.</param>
/// <param name="Folder">Where relative paths start.</param>
/// <param name="Limits">The quotas in force.</param>
/// <param name="Clock">The clock of expiries.</param>
/// <param name="Log">Where trouble is reported.</param>
internal sealed record StorageSetup(StorageOptions Options, string Folder, Func<StorageLimits> Limits, TimeProvider Clock, ILogger Log)
{
    /// <summary>The section <c>cluster</c>; <c>null</c> without one.</summary>
    public ClusterOptions? Cluster { get; init; }

    /// <summary>Which of several storages at one place it is: that of scripts, or that of the server itself.</summary>
    public string Area { get; init; } = "storage";
}
