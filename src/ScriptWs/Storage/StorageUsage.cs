namespace ScriptWs.Storage;

/// <summary>Keys and bytes of a storage, in all and by endpoint. One thread at a time.</summary>
internal sealed class StorageUsage
{
    private readonly Dictionary<string, (long Keys, long Bytes)> _owners = new(StringComparer.Ordinal);

    public long Keys { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Keys and bytes by endpoint.</summary>
    public IReadOnlyDictionary<string, (long Keys, long Bytes)> Owners => _owners;

    public void Clear()
    {
        _owners.Clear();
        (Keys, Bytes) = (0, 0);
    }

    public void Add(string owner, long keys, long bytes)
    {
        var (oldKeys, oldBytes) = _owners.GetValueOrDefault(owner);
        _owners[owner] = (oldKeys + keys, oldBytes + bytes);
        Keys += keys;
        Bytes += bytes;
    }

    /// <returns>Why changes do not fit, for the script; <c>null</c> when they do, or make it smaller.</returns>
    public string? Refuse(IReadOnlyDictionary<string, (long Keys, long Bytes)> changes, string owner, StorageLimits limits)
    {
        var (keys, bytes) = (changes.Values.Sum(change => change.Keys), changes.Values.Sum(change => change.Bytes));
        var server = _owners.GetValueOrDefault(ReservedKeys.Owner);
        var (allKeys, allBytes) = (Keys - server.Keys, Bytes - server.Bytes);
        if (keys > 0 && Exceeds(allKeys + keys, limits.Keys))
            return $"the storage has {allKeys} keys, and storage.maxKeys permits {limits.Keys}";
        if (bytes > 0 && Exceeds(allBytes + bytes, limits.Bytes))
            return $"the storage has {allBytes} bytes, and storage.maxSize permits {limits.Bytes}";

        var (ofOwner, change) = (_owners.GetValueOrDefault(owner), changes.GetValueOrDefault(owner));
        if (change.Keys > 0 && Exceeds(ofOwner.Keys + change.Keys, limits.EndpointKeys))
            return $"the endpoint {owner} has {ofOwner.Keys} keys, and storage.maxEndpointKeys permits {limits.EndpointKeys}";
        if (change.Bytes > 0 && Exceeds(ofOwner.Bytes + change.Bytes, limits.EndpointBytes))
            return $"the endpoint {owner} has {ofOwner.Bytes} bytes, and storage.maxEndpointSize permits {limits.EndpointBytes}";
        return null;
    }

    private static bool Exceeds(long amount, long limit) => limit > 0 && amount > limit;
}
