using Microsoft.Extensions.Logging;
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
    private (StorageBackend Backend, string Path, string Folder, StorageSync Sync, int Waiting)? _openedBy;

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
        var by = (wanted.Backend, wanted.Path, options.BaseDirectory, wanted.Sync, wanted.MaxWaiting);
        if (_storage is { } open && _openedBy == by) return open;

        (_openedBy, _storage) = (by, null);
        return _storage = wanted.Backend == StorageBackend.Memory
            ? new MemoryStorage(() => _limits, clock)
            : OpenOther(options);
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

    private IStorage OpenOther(ScriptWsOptions options)
    {
        var name = options.Storage.Backend.ToString().ToLowerInvariant();
        if (!openers.TryGetValue(options.Storage.Backend, out var open))
        {
            throw new ScriptWsException(
                $"storage.backend is \"{name}\", which needs the package ScriptWs.Storage; call server.UseFileStorage() before the start.");
        }

        try
        {
            return open(new StorageSetup(options.Storage, options.BaseDirectory, () => _limits, clock, log));
        }
        catch (StorageException e)
        {
            throw new ScriptWsException($"storage: {e.Message}", e);
        }
    }
}
