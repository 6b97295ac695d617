using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ScriptWs.Configuration;
using ScriptWs.Storage;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>
/// Values in the broker, shared by all nodes. A commit is one script there. One that makes values of present ones reads first, and
/// tries again where another node changed a key meanwhile. Any thread.
/// </summary>
internal sealed class RedisStorage : IStorage
{
    /// <summary>How often a commit is tried while other nodes change the same keys.</summary>
    private const int MaxTries = 50;

    /// <summary>Tries without a pause between them.</summary>
    private const int QuickTries = 3;

    /// <summary>The longest pause, in milliseconds: random, so that two nodes do not meet again.</summary>
    private const int MaxPause = 20;

    private readonly StorageSetup _setup;
    private readonly RedisCommands _commands;
    private readonly StorageHealth _health;
    private readonly KeyOrder _order = new();
    private readonly RedisKey _entries;
    private readonly RedisKey[] _keys;
    private int _waiting;
    private long _count;
    private long _bytes;

    private RedisStorage(StorageSetup setup, BrokerAddress address, ClusterOptions cluster)
    {
        _setup = setup;
        _commands = new RedisCommands(address, cluster);
        _health = new StorageHealth(address.Shown, setup.Log);
        // In a Redis Cluster, keys with the same text in braces are on one server.
        var name = $"{{{cluster.Name}:{setup.Area}}}";
        _keys = [$"{name}:entries", $"{name}:keys", $"{name}:expiries", $"{name}:usage", $"{name}:version"];
        _entries = _keys[0];
    }

    public string Backend => "cluster";

    public StorageFigures Figures => new(Volatile.Read(ref _count), Volatile.Read(ref _bytes), Volatile.Read(ref _waiting));

    private long Now => _setup.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens it. The broker need not be there yet.</summary>
    public static RedisStorage Open(StorageSetup setup)
    {
        var cluster = setup.Cluster!;
        var storage = new RedisStorage(setup, BrokerAddress.Parse(cluster.Url!, out _)!, cluster);
        _ = storage.LookAsync();
        return storage;
    }

    public ValueTask<StoredEntry?[]> ReadAsync(IReadOnlyList<string> keys) => new(RunAsync(async () =>
    {
        if (_order.WhenPassed(keys) is { IsCompleted: false } before) await before.ConfigureAwait(false);
        return await FindAsync(keys).ConfigureAwait(false);
    }));

    public ValueTask<StorageWritten[]?> CommitAsync(StorageCommit commit)
    {
        var isDependent = commit.Writes.Any(write => write.DependsOnPresent);
        string[] keys = [.. commit.Writes.Select(write => write.Key), .. commit.Checks.Select(check => check.Key)];
        return new(RunAsync(async () =>
        {
            var end = _order.Enter(keys, isDependent, out var before);
            try
            {
                if (!before.IsCompleted) await before.ConfigureAwait(false);
                return await CommitAsync(commit, isDependent).ConfigureAwait(false);
            }
            finally
            {
                if (end is not null) _order.End(keys, end);
            }
        }));
    }

    public ValueTask<StoredEntry[]> ListAsync(string prefix, string? after, int limit) => new(RunAsync(async () =>
    {
        if (_order.WhenAllPassed() is { IsCompleted: false } before) await before.ConfigureAwait(false);
        var isAfter = after is not null && StorageKeyOrder.Instance.Compare(after, prefix) >= 0;
        RedisValue from = isAfter ? $"({after}" : prefix.Length == 0 ? "-" : $"[{prefix}";
        // No byte of UTF-8 is 255: every key with the prefix comes before it.
        RedisValue to = prefix.Length == 0 ? "+" : (byte[])[(byte)'(', .. Encoding.UTF8.GetBytes(prefix), 255];
        var found = new List<StoredEntry>();
        while (true)
        {
            var page = await RunScriptAsync(LuaScripts.List, [Now, from, to, limit - found.Count]).ConfigureAwait(false);
            for (var i = 2; i < page.Length; i += 2)
            {
                if (EntryText.Read(page[i]!, (byte[])page[i + 1]!, 0) is { } entry) found.Add(entry);
            }

            if (page[0] == "end" || found.Count >= limit) return (StoredEntry[])[.. found];
            from = $"({page[1]}";
        }
    }));

    public ValueTask DisposeAsync() => _commands.DisposeAsync();

    private static long NumberOf(RedisValue value) => long.Parse(value.ToString(), CultureInfo.InvariantCulture);

    /// <summary>Runs one operation, counts it while it is in flight, and makes one kind of exception of the library's.</summary>
    private async Task<T> RunAsync<T>(Func<Task<T>> runAsync)
    {
        if (Interlocked.Increment(ref _waiting) > _setup.Options.MaxWaiting)
        {
            var waiting = Interlocked.Decrement(ref _waiting);
            throw StorageHealth.Unavailable($"{waiting} operations wait already (storage.maxWaiting)");
        }

        try
        {
            var result = await runAsync().ConfigureAwait(false);
            _health.Works();
            return result;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            throw _health.Fails(e);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<StoredEntry?[]> FindAsync(IReadOnlyList<string> keys)
    {
        if (keys.Count == 0) return [];

        var database = (await _commands.ConnectAsync().ConfigureAwait(false)).GetDatabase();
        var found = await database.HashGetAsync(_entries, [.. keys.Select(key => (RedisValue)key)]).ConfigureAwait(false);
        return ReadAll(keys, found);
    }

    private StoredEntry?[] ReadAll(IReadOnlyList<string> keys, ReadOnlySpan<RedisValue> entries)
    {
        var (now, found) = (Now, new StoredEntry?[keys.Count]);
        for (var i = 0; i < found.Length; i++)
        {
            if (!entries[i].IsNullOrEmpty) found[i] = EntryText.Read(keys[i], (byte[])entries[i]!, now);
        }

        return found;
    }

    private async Task<StorageWritten[]?> CommitAsync(StorageCommit commit, bool isDependent)
    {
        string[] keys = [.. commit.Writes.Select(write => write.Key)];
        var seen = isDependent ? await FindAsync(keys).ConfigureAwait(false) : null;
        for (var tries = 1; ; tries++)
        {
            byte[]?[] values = [.. commit.Writes.Select((write, i) => write.Change?.Invoke(seen?[i]?.Value))];
            var answer = await RunScriptAsync(
                LuaScripts.Commit, CommitArguments.Of(commit, values, seen, _setup.Limits(), Now)).ConfigureAwait(false);
            switch ((string?)answer[0])
            {
                case "done": return ResultsOf(values, answer);
                case "check": return null;
                case "quota": throw Quota(commit.Owner, answer);
                default: seen = ReadAll(keys, answer.AsSpan(1)); break;
            }

            if (tries >= MaxTries)
            {
                throw new StorageException(
                    StorageProblem.Conflict, $"server.storage: other nodes changed the same keys {tries} times in a row.");
            }

            if (tries >= QuickTries) await PauseAsync().ConfigureAwait(false);
        }
    }

    private StorageWritten[] ResultsOf(byte[]?[] values, RedisValue[] answer)
    {
        Volatile.Write(ref _count, NumberOf(answer[1]));
        Volatile.Write(ref _bytes, NumberOf(answer[2]));
        return [.. values.Select((value, i) => new StorageWritten(NumberOf(answer[3 + (2 * i)]), value, answer[4 + (2 * i)] == "1"))];
    }

    /// <summary>The same words as of the other backends.</summary>
    private StorageException Quota(string owner, RedisValue[] answer)
    {
        long[] numbers = [.. answer.Skip(1).Select(NumberOf)];
        var others = $"not {owner}";
        var usage = new StorageUsage();
        usage.Add(owner, numbers[2], numbers[3]);
        usage.Add(others, numbers[0] - numbers[2], numbers[1] - numbers[3]);
        var changes = new Dictionary<string, (long Keys, long Bytes)>(StringComparer.Ordinal)
        {
            [owner] = (numbers[6], numbers[7]),
            [others] = (numbers[4] - numbers[6], numbers[5] - numbers[7]),
        };
        return new(StorageProblem.Quota, $"server.storage: {usage.Refuse(changes, owner, _setup.Limits())}; delete some keys.");
    }

    private async Task<RedisValue[]> RunScriptAsync(string script, RedisValue[] arguments)
    {
        var database = (await _commands.ConnectAsync().ConfigureAwait(false)).GetDatabase();
        var answer = await database.ScriptEvaluateAsync(script, _keys, arguments).ConfigureAwait(false);
        return (RedisValue[])answer!;
    }

    private static Task PauseAsync() =>
        Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, MaxPause)), TimeProvider.System);

    /// <summary>Reads how much there is, for people.</summary>
    private async Task LookAsync()
    {
        try
        {
            await CommitAsync(new StorageCommit("", [], [])).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            // It is logged.
        }
    }
}
