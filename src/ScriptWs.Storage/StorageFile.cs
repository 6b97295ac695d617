using Microsoft.Data.Sqlite;
using ScriptWs.Configuration;

namespace ScriptWs.Storage;

/// <summary>
/// The SQLite file and its statements. Other processes may have it open too: the next one takes over while this one drains. One
/// thread at a time.
/// </summary>
internal sealed class StorageFile : IDisposable
{
    /// <summary>Problems that a check lists at most.</summary>
    public const int MaxProblems = 100;

    private readonly string _path;
    private readonly StorageSync _sync;
    private readonly Dictionary<string, long> _ownerIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedOwners = new(StringComparer.Ordinal);
    private StorageStatements? _statements;
    private FilePlace? _place;
    private long _dataVersion = -1;
    private long _version;
    private long _savedVersion;

    /// <exception cref="SqliteException">The file cannot be opened, or is no storage.</exception>
    public StorageFile(string path, StorageSync sync)
    {
        (_path, _sync) = (path, sync);
        StorageSchema.CreateFile(path);
        Open();
    }

    public StorageUsage Usage { get; } = new();

    /// <summary>Whether there were changes since <see cref="Sync"/>.</summary>
    public bool HasUnsynced { get; private set; }

    /// <summary>Whether the file is still at its path.</summary>
    public bool IsInPlace => _place is { IsHeld: true };

    private StorageStatements Statements => _statements!;

    /// <summary>
    /// Opens the file again after it was lost. One that is not there is not created: its values would be missing silently.
    /// </summary>
    public void EnsureOpen()
    {
        if (_statements is null) Open();
    }

    /// <summary>Closes a file that is no longer at its path.</summary>
    public void Lose()
    {
        HasUnsynced = false;
        Close();
    }

    public StoredEntry? Find(string key) => Statements.Find(key);

    public StoredEntry[] List(string prefix, string? after, int limit, long now) => Statements.List(prefix, after, limit, now);

    /// <summary>Begins a transaction, and looks whether another process has changed the file.</summary>
    public void Begin()
    {
        Statements.Run("BEGIN IMMEDIATE");
        if (Statements.Number("PRAGMA data_version") is var now && now == _dataVersion) return;
        Load();
        _dataVersion = now;
    }

    /// <summary>Begins a transaction that sees the file as it is now, whatever others write meanwhile.</summary>
    public void BeginReading()
    {
        Statements.Run("BEGIN");
        Load();
    }

    /// <summary>What SQLite finds wrong with its own structure.</summary>
    public List<string> CheckIntegrity() =>
        [.. Statements.Texts($"PRAGMA integrity_check({MaxProblems})").Where(text => text != "ok").Select(text => $"SQLite: {text}.")];

    /// <summary>Runs SQL outside a transaction.</summary>
    public void Run(string sql) => Statements.Run(sql);

    /// <summary>Applies a commit within the transaction.</summary>
    /// <exception cref="StorageException">It is refused, and nothing has changed.</exception>
    public StorageWritten[]? Apply(StorageCommit commit, long now, StorageLimits limits)
    {
        var plan = CommitPlan.Of(commit, Statements.Find, now, () => ++_version);
        if (plan is null) return null;

        plan.RequireRoom(Usage, commit.Owner, limits);
        foreach (var (before, after, key) in plan.Writes)
        {
            if (before is not null) _changedOwners.Add(before.Owner);
            if (after is not null) Statements.Put(after, IdOf(after.Owner));
            else if (before is not null) Statements.Remove(key);
        }

        _changedOwners.Add(commit.Owner);
        plan.CountIn(Usage);
        return plan.Results(now);
    }

    /// <summary>Removes some of what has expired, within the transaction.</summary>
    public void RemoveExpired(long now)
    {
        foreach (var entry in Statements.Expired(now))
        {
            Statements.Remove(entry.Key);
            Usage.Add(entry.Owner, -1, -entry.Size);
            _changedOwners.Add(entry.Owner);
        }
    }

    public void Commit()
    {
        foreach (var owner in _changedOwners)
        {
            var (keys, bytes) = Usage.Owners.GetValueOrDefault(owner);
            Statements.SaveOwner(IdOf(owner), keys, bytes);
        }

        if (_version != _savedVersion) Statements.SaveVersion(_version);
        Statements.Run("COMMIT");
        _savedVersion = _version;
        HasUnsynced |= _changedOwners.Count > 0;
        _changedOwners.Clear();
    }

    /// <summary>Ends the transaction without its changes, if there is one.</summary>
    public void Rollback()
    {
        _changedOwners.Clear();
        _dataVersion = -1; // counts and versions are read again
        if (_statements is null) return;

        try
        {
            Statements.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has ended it itself: https://sqlite.org/lang_transaction.html, "Response To Errors".
        }
    }

    /// <summary>Makes the disk write what was committed.</summary>
    public void Sync()
    {
        HasUnsynced = false;
        // With "write" each commit has been synchronised; SQLite moves pages from its log into the file by itself.
        if (_sync == StorageSync.Second) Statements.Run("PRAGMA wal_checkpoint(PASSIVE)");
    }

    public void Dispose() => Close();

    private void Open()
    {
        var statements = new StorageStatements(StorageSchema.Open(_path, _sync));
        try
        {
            _place = new FilePlace(_path);
            (_statements, _dataVersion) = (statements, -1);
            Begin();
            Statements.Run("COMMIT");
        }
        catch
        {
            _statements = null;
            statements.Dispose();
            throw;
        }
    }

    private void Load()
    {
        Usage.Clear();
        _ownerIds.Clear();
        _version = _savedVersion = Statements.Number("SELECT value FROM meta WHERE name = 'version'");
        foreach (var (id, path, keys, bytes) in Statements.Owners())
        {
            _ownerIds[path] = id;
            Usage.Add(path, keys, bytes);
        }
    }

    private long IdOf(string owner)
    {
        if (_ownerIds.TryGetValue(owner, out var id)) return id;
        return _ownerIds[owner] = Statements.AddOwner(owner);
    }

    private void Close()
    {
        _statements?.Dispose();
        _statements = null;
    }
}
