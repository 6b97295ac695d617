using Microsoft.Extensions.Logging;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Storage;

namespace ScriptWs.Running;

/// <summary>
/// The storage of a server, over its runs. What is in memory survives a restart within the process; a file is closed with each run.
/// One start or stop at a time.
/// </summary>
/// <param name="openers">Opens backends of other packages.</param>
/// <param name="clock">The clock of expiries.</param>
/// <param name="log">Where trouble is reported.</param>
internal sealed class ServerStorage(IReadOnlyDictionary<StorageBackend, StorageOpener> openers, TimeProvider clock, ILogger log)
{
    private volatile IStorage? _storage;
    private volatile StorageLimits _limits = new(0, 0, 0, 0);
    private (StorageOptions Place, string Folder, ClusterOptions? Cluster)? _openedBy;

    /// <summary>What is open; <c>null</c> before the first run, and between runs with a file.</summary>
    public StorageStatus? Status => _storage is { } storage && storage.Figures is var figures
        ? new StorageStatus(storage.Backend, figures.Keys, figures.Bytes, figures.Waiting)
        : null;

    /// <summary>What is open, with the server's own keys; <c>null</c> before the first run, and between runs with a file.</summary>
    public IStorage? Current => _storage;

    /// <inheritdoc cref="ScriptWsStorageListing.ListStorageAsync"/>
    public async Task<IReadOnlyList<StorageKey>> ListAsync(string prefix, string? after, int limit)
    {
        if (_storage is not { } storage) return [];

        try
        {
            var found = await new ScriptStorage(storage).ListAsync(prefix, after, limit).ConfigureAwait(false);
            return [.. found.Select(entry => new StorageKey(entry.Key, entry.Size, entry.Version, entry.Owner)
            {
                ExpiresAt = entry.ExpiresAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            })];
        }
        catch (StorageException e)
        {
            throw new ScriptWsException(e.Message, e);
        }
    }

    /// <summary>The same as <see cref="Open"/>, without the server's own keys.</summary>
    /// <exception cref="ScriptWsException">It cannot be opened.</exception>
    public IStorage OpenForScripts(ScriptWsOptions options) => new ScriptStorage(Open(options));

    /// <summary>Opens what the options want, unless it is open.</summary>
    /// <exception cref="ScriptWsException">It cannot be opened.</exception>
    public IStorage Open(ScriptWsOptions options)
    {
        Use(options);
        var wanted = options.Storage;
        var by = (PlaceOf(wanted), options.BaseDirectory, wanted.Backend == StorageBackend.Cluster ? options.Cluster : null);
        if (_storage is { } open && _openedBy == by) return open;

        (_openedBy, _storage) = (by, null);
        return _storage = wanted.Backend == StorageBackend.Memory
            ? new MemoryStorage(() => _limits, clock)
            : OpenOther(options, wanted.Backend, new StorageSetup(wanted, options.BaseDirectory, () => _limits, clock, log));
    }

    /// <summary>Opens what the server itself keeps for all nodes of its cluster. The caller disposes it.</summary>
    public IStorage OpenState(ScriptWsOptions options)
    {
        var unlimited = new StorageLimits(0, 0, 0, 0);
        var setup = new StorageSetup(options.Storage, options.BaseDirectory, () => unlimited, clock, log) { Area = "state" };
        return OpenOther(options, StorageBackend.Cluster, setup);
    }

    /// <summary>New quotas take effect.</summary>
    public void Use(ScriptWsOptions options) => _limits = StorageLimits.Of(options.Storage);

    /// <summary>Ends what a run has opened; what waits is written first.</summary>
    public async Task CloseAsync()
    {
        if (_storage is null or MemoryStorage) return;

        var closed = _storage;
        (_storage, _openedBy) = (null, null);
        await closed.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>What decides where values are; quotas do not.</summary>
    private static StorageOptions PlaceOf(StorageOptions options) => new()
    {
        Backend = options.Backend,
        Path = options.Path,
        Sync = options.Sync,
        MaxWaiting = options.MaxWaiting,
    };

    private IStorage OpenOther(ScriptWsOptions options, StorageBackend backend, StorageSetup setup)
    {
        if (backend == StorageBackend.Cluster && BrokerAddress.Parse(options.Cluster.Url!, out _) is { Kind: BrokerKind.Memory } memory)
            return new HubStorage(memory.Name, setup);

        if (!openers.TryGetValue(backend, out var open))
        {
            var (package, call) = backend == StorageBackend.File ? ("Storage", "UseFileStorage") : ("Redis", "UseRedis");
            throw new ScriptWsException(
                $"storage.backend is \"{backend.ToString().ToLowerInvariant()}\", which needs the package ScriptWs.{package}; "
                + $"call server.{call}() before the start.");
        }

        try
        {
            return open(setup with { Cluster = options.Cluster });
        }
        catch (StorageException e)
        {
            throw new ScriptWsException($"storage: {e.Message}", e);
        }
    }
}
