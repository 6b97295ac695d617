namespace ScriptWs.Configuration;

/// <summary>The section <c>storage</c>. Values that scripts keep: <c>server.storage</c>.</summary>
public sealed record StorageOptions
{
    /// <summary>
    /// Where values are kept. <c>memory</c>: in the process, until it ends. <c>file</c>: in a file of this machine.
    /// <c>cluster</c>: at the broker of <c>cluster.url</c>, shared by all nodes. Default: <c>memory</c>.
    /// </summary>
    [Setting(
        "Where values are kept. `memory`: in the process, until it ends. `file`: in a file of this machine. "
        + "`cluster`: at the broker of `cluster.url`, shared by all nodes.")]
    public StorageBackend Backend { get; init; } = StorageBackend.Memory;

    /// <summary>
    /// File of the backend <c>file</c>, relative to the configuration's folder. Missing folders are created. Default:
    /// <c>data/storage.db</c>.
    /// </summary>
    [Setting("File of the backend `file`, relative to the configuration's folder. Missing folders are created.")]
    public string Path { get; init; } = "data/storage.db";

    /// <summary>
    /// When acknowledged writes are on the disk. <c>second</c>: within a second. <c>write</c>: before they are acknowledged. A
    /// crash of the process loses nothing. A power failure can lose the last second. Default: <c>second</c>.
    /// </summary>
    [Setting(
        "When acknowledged writes are on the disk. `second`: within a second. `write`: before they are "
        + "acknowledged. A crash of the process loses nothing. A power failure can lose the last second.")]
    public StorageSync Sync { get; init; } = StorageSync.Second;

    /// <summary>
    /// Bytes of all keys and values. Exceeded: the write rejects with <c>quota</c>. 0 = unlimited. Default: <c>256MiB</c>.
    /// </summary>
    [Setting("Bytes of all keys and values. Exceeded: the write rejects with `quota`. 0 = unlimited.", Effect = Effect.Immediately)]
    public long MaxSize { get; init; } = 256 << 20;

    /// <summary>Number of keys. Exceeded: the write rejects with <c>quota</c>. 0 = unlimited. Default: <c>1000000</c>.</summary>
    [Setting("Number of keys. Exceeded: the write rejects with `quota`. 0 = unlimited.", Effect = Effect.Immediately)]
    public int MaxKeys { get; init; } = 1_000_000;

    /// <summary>
    /// Bytes of the keys and values that one endpoint wrote last. Exceeded: the write rejects with <c>quota</c>. 0 = unlimited.
    /// Default: <c>0</c>.
    /// </summary>
    [Setting(
        "Bytes of the keys and values that one endpoint wrote last. Exceeded: the write rejects with `quota`. 0 = unlimited.",
        Effect = Effect.Immediately)]
    public long MaxEndpointSize { get; init; }

    /// <summary>
    /// Number of keys that one endpoint wrote last. Exceeded: the write rejects with <c>quota</c>. 0 = unlimited. Default:
    /// <c>0</c>.
    /// </summary>
    [Setting(
        "Number of keys that one endpoint wrote last. Exceeded: the write rejects with `quota`. 0 = unlimited.",
        Effect = Effect.Immediately)]
    public int MaxEndpointKeys { get; init; }

    /// <summary>Bytes of one value. Exceeded: the write rejects with <c>value</c>. Default: <c>1MiB</c>.</summary>
    [Setting(
        "Bytes of one value. Exceeded: the write rejects with `value`.",
        Effect = Effect.NewEngines, Minimum = 1024, Maximum = 64 << 20)]
    public long MaxValueSize { get; init; } = 1 << 20;

    /// <summary>
    /// Operations of a file or a cluster that wait. Exceeded: the operation rejects with <c>unavailable</c>. Default:
    /// <c>10000</c>.
    /// </summary>
    [Setting("Operations of a file or a cluster that wait. Exceeded: the operation rejects with `unavailable`.", Minimum = 1)]
    public int MaxWaiting { get; init; } = 10_000;
}
