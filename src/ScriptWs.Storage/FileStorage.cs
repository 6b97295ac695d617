using System.Data.Common;
using ScriptWs.Diagnostics;

namespace ScriptWs.Storage;

/// <summary>
/// Values in a SQLite file. One thread does everything: it takes what waits, up to a group, as one transaction, and acknowledges it
/// when that is committed. So a write costs a share of a commit, and a crash of the process loses no acknowledged write.
/// </summary>
internal sealed class FileStorage : IStorage
{
    /// <summary>Operations of one transaction at most.</summary>
    private const int MaxGroup = 256;

    /// <summary>Bytes of values that wait at most.</summary>
    private const long MaxWaitingBytes = 64 << 20;

    /// <summary>How often the disk is made to write, and the file is looked at, while there are changes.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<StorageWork> _waiting = new();
    private readonly AutoResetEvent _work = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<StorageWork> _group = new(MaxGroup);
    private readonly StorageSetup _setup;
    private readonly StorageFile _file;
    private long _waitingBytes;
    private bool _isClosed;
    private bool _isUnavailable;
    private long _tickedAt = Environment.TickCount64;
    private long _keys;
    private long _bytes;

    private FileStorage(StorageSetup setup)
    {
        _setup = setup;
        _file = new StorageFile(Path.GetFullPath(setup.Options.Path, Path.GetFullPath(setup.Folder)), setup.Options.Sync);
        Observe();
    }

    public string Backend => "file";

    public StorageFigures Figures
    {
        get
        {
            lock (_lock) return new StorageFigures(Volatile.Read(ref _keys), Volatile.Read(ref _bytes), _waiting.Count);
        }
    }

    /// <summary>Opens the file, or creates it.</summary>
    /// <exception cref="StorageException">It cannot be opened; the message is for the operator.</exception>
    public static FileStorage Open(StorageSetup setup)
    {
        try
        {
            var storage = new FileStorage(setup);
            if (Background.TryStartThread("ScriptWs storage", storage.Run, setup.Log)) return storage;

            storage._file.Dispose();
            throw new StorageException(StorageProblem.Unavailable, "the system refuses a thread for the storage.");
        }
        catch (DbException e)
        {
            throw StorageFaults.ForOperator(e, setup.Options.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            var reason = e.Message.TrimEnd('.');
            throw new StorageException(
                StorageProblem.Unavailable, $"{setup.Options.Path} cannot be created ({reason}); set another storage.path.", e);
        }
        catch (Exception e) when (StorageFaults.IsMissingLibrary(e))
        {
            throw StorageFaults.MissingLibrary(e);
        }
    }

    public ValueTask<StoredEntry?[]> ReadAsync(IReadOnlyList<string> keys) =>
        Enqueue(new StorageResult<StoredEntry?[]>((file, now) => [.. keys.Select(key => Live(file.Find(key), now))]) { Writes = false });

    public ValueTask<StorageWritten[]?> CommitAsync(StorageCommit commit) => Enqueue(
        new StorageResult<StorageWritten[]?>((file, now) => file.Apply(commit, now, _setup.Limits()))
        {
            Writes = true,
            Size = commit.Writes.Sum(write => write.Size),
        });

    public ValueTask<StoredEntry[]> ListAsync(string prefix, string? after, int limit) =>
        Enqueue(new StorageResult<StoredEntry[]>((file, now) => file.List(prefix, after, limit, now)) { Writes = false });

    /// <summary>Runs SQL on the writer thread: faults on purpose, for tests.</summary>
    internal Task RunAsync(string sql)
    {
        var work = new StorageResult<bool>((file, _) =>
        {
            file.Run(sql);
            return true;
        })
        {
            Writes = false,
        };
        return Enqueue(work).AsTask();
    }

    /// <summary>Writes what waits, and closes the file. What comes later is refused.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock) _isClosed = true;
        _work.Set();
        await _ended.Task.ConfigureAwait(false);
    }

    private static StoredEntry? Live(StoredEntry? entry, long now) => entry is not null && entry.IsExpired(now) ? null : entry;

    private ValueTask<T> Enqueue<T>(StorageResult<T> work)
    {
        lock (_lock)
        {
            if (_isClosed) throw Unavailable("it is closed");
            if (_waiting.Count >= _setup.Options.MaxWaiting || _waitingBytes + work.Size > MaxWaitingBytes)
                throw Unavailable($"{_waiting.Count} operations wait already (storage.maxWaiting)");

            _waiting.Enqueue(work);
            _waitingBytes += work.Size;
        }

        _work.Set();
        return new ValueTask<T>(work.Task);
    }

    private static StorageException Unavailable(string reason) =>
        new(StorageProblem.Unavailable, $"server.storage is unavailable: {reason}.");

    private void Run()
    {
        while (TryTakeGroup())
        {
            if (_group.Count > 0) RunGroup();
            if (_file.HasUnsynced && Environment.TickCount64 - _tickedAt >= (long)Tick.TotalMilliseconds) Try(OnTick);
        }

        Try(_file.Dispose);
        _work.Dispose();
        _ended.SetResult();
    }

    /// <summary>Waits for work.</summary>
    /// <returns><c>false</c> when the storage is closed and nothing is left.</returns>
    private bool TryTakeGroup()
    {
        _group.Clear();
        while (true)
        {
            lock (_lock)
            {
                while (_group.Count < MaxGroup && _waiting.TryDequeue(out var work))
                {
                    _waitingBytes -= work.Size;
                    _group.Add(work);
                }

                if (_group.Count > 0) return true;
                if (_isClosed) return false;
            }

            if (!_work.WaitOne(_file.HasUnsynced ? Tick : Timeout.InfiniteTimeSpan)) return true;
        }
    }

    private void RunGroup()
    {
        var done = 0;
        try
        {
            _file.EnsureOpen();
            var now = _setup.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            for (; done < _group.Count && !_group[done].Writes; done++)
            {
                _group[done].Do(_file, now);
                _group[done].Complete();
            }

            if (done < _group.Count) Write(now, ref done);
            BecomeAvailable();
        }
        catch (Exception e)
        {
            Fail(e, done);
        }
    }

    private void Write(long now, ref int done)
    {
        _file.Begin();
        _file.RemoveExpired(now);
        for (var i = done; i < _group.Count; i++) _group[i].Do(_file, now);
        _file.Commit();
        Observe();
        for (; done < _group.Count; done++) _group[done].Complete();
    }

    private void Fail(Exception e, int done)
    {
        Try(_file.Rollback);
        BecomeUnavailable(e);
        var failure = Unavailable(StorageFaults.ForScripts(e));
        for (; done < _group.Count; done++) _group[done].Fail(failure);
    }

    private void OnTick()
    {
        _tickedAt = Environment.TickCount64;
        if (!_file.IsInPlace)
        {
            _file.Lose();
            throw new StorageException(StorageProblem.Unavailable, $"{_setup.Options.Path} was moved, replaced or deleted; put it back.");
        }

        _file.Sync();
    }

    /// <summary>Whatever happens, the thread goes on.</summary>
    private void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e)
        {
            BecomeUnavailable(e);
        }
    }

    private void BecomeUnavailable(Exception e)
    {
        if (_isUnavailable) return;

        _isUnavailable = true;
        var problem = e is DbException fault ? StorageFaults.ForOperator(fault, _setup.Options.Path).Message : e.Message;
        Log.StorageUnavailable(_setup.Log, problem);
    }

    private void BecomeAvailable()
    {
        if (!_isUnavailable) return;

        _isUnavailable = false;
        Log.StorageAvailable(_setup.Log);
    }

    private void Observe()
    {
        Volatile.Write(ref _keys, _file.Usage.Keys);
        Volatile.Write(ref _bytes, _file.Usage.Bytes);
    }
}
