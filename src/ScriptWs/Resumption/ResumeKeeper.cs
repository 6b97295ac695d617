using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;
using ScriptWs.Storage;

namespace ScriptWs.Resumption;

/// <summary>
/// The connections of this server that can be resumed, and those that were lost, here or on another node: in the storage, under keys
/// that no script reaches. Any thread.
/// </summary>
internal sealed class ResumeKeeper : IDisposable
{
    /// <summary>Whose the states are: no quota of scripts counts them. They are bounded by <see cref="MaxLost"/>.</summary>
    public const string Owner = ReservedKeys.Owner;

    /// <summary>Lost connections of this process that can be resumed at the same time; more are not kept.</summary>
    private const int MaxLost = 100_000;

    /// <summary>Times that a token is tried while its connection still writes.</summary>
    private const int MaxTries = 3;

    /// <summary>Open connections are renewed in as many slices, so that the storage gets them little by little.</summary>
    private const int Slices = 64;

    /// <summary>The time of the storage for a client that waits, and for the last writes of a server that stops.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly IStorage _storage;
    private readonly TimeSpan _keep;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, Resumable> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Resumable, bool> _ending = new();
    private readonly int _maxLost;
    private readonly Lock _lock = new();
    private readonly Queue<long> _lostAt = new();
    private readonly ITimer _renewal;
    private int _isUnavailable;
    private int _slice;

    /// <param name="storage">Where states are kept.</param>
    /// <param name="keep">How long a lost connection can be resumed.</param>
    /// <param name="clock">The clock of expiries.</param>
    /// <param name="log">Where trouble is reported.</param>
    /// <param name="maxLost">Lost connections that can be resumed at the same time.</param>
    public ResumeKeeper(IStorage storage, TimeSpan keep, TimeProvider clock, ILogger log, int maxLost = MaxLost)
    {
        (_storage, _keep, _clock, _log, _maxLost) = (storage, keep, clock, log, maxLost);
        _interval = keep / 2;
        var period = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(_interval.TotalMilliseconds / Slices)));
        _renewal = clock.Timer("renewing resumable connections", Renew, period, period, log);
    }

    /// <summary>How long a lost connection can be resumed.</summary>
    public TimeSpan Keep => _keep;

    /// <summary>Takes what a token resumes: the next time there is nothing under it.</summary>
    /// <param name="token">What a client has shown.</param>
    /// <param name="path">The path that it asks for.</param>
    /// <param name="user">Who it is; <c>null</c> when it is not known.</param>
    /// <returns>The state; <c>null</c> for a token that is unknown, expired, used or another user's, or without an answer.</returns>
    public async Task<byte[]?> TakeAsync(string token, string path, string? user)
    {
        try
        {
            var key = ResumeToken.KeyOf(token, path, user);
            if (_open.TryGetValue(key, out var open) && await open.TakeAsync().WaitAsync(Timeout, _clock).ConfigureAwait(false) is { } now)
                return now;

            for (var i = 0; i < MaxTries; i++)
            {
                var found = await _storage.ReadAsync([key]).AsTask().WaitAsync(Timeout, _clock).ConfigureAwait(false);
                if (found[0] is not { } entry) return null;

                var delete = StorageCommit.Of(Owner, StorageWrite.Delete(key), new StorageCheck(key, entry.Version));
                var deleted = await _storage.CommitAsync(delete).AsTask().WaitAsync(Timeout, _clock).ConfigureAwait(false);
                if (deleted is not null) return entry.Value;
            }
        }
        catch (Exception e) when (e is StorageException or TimeoutException)
        {
            Report(e.Message);
        }

        return null;
    }

    /// <summary>Makes a new connection resumable.</summary>
    /// <param name="path">The path that it asked for.</param>
    /// <param name="user">Who it is; <c>null</c> when it is not known.</param>
    /// <param name="resumed">What it continues; <c>null</c> for nothing.</param>
    public Resumable Begin(string path, string? user, byte[]? resumed)
    {
        var token = ResumeToken.Create();
        var begun = new Resumable(this, token, ResumeToken.KeyOf(token, path, user), resumed);
        _open[begun.Key] = begun;
        return begun;
    }

    /// <summary>A connection has ended.</summary>
    public void Forget(Resumable ended)
    {
        _open.TryRemove(ended.Key, out _);
        if (ended.Written is not { IsCompleted: false } writing) return;

        _ending[ended] = true;
        _ = writing.ContinueWith(_ => _ending.TryRemove(ended, out var _), TaskScheduler.Default);
    }

    /// <summary>Counts a connection that is lost from now on.</summary>
    /// <returns><c>false</c> when too many are: clients that come and go take no more than that of the storage.</returns>
    public bool TryLose()
    {
        var now = _clock.GetTimestamp();
        lock (_lock)
        {
            while (_lostAt.TryPeek(out var lost) && _clock.GetElapsedTime(lost, now) >= _keep) _lostAt.Dequeue();
            if (_lostAt.Count >= _maxLost) return false;

            _lostAt.Enqueue(now);
            return true;
        }
    }

    /// <summary>Makes one change of a connection.</summary>
    public async Task<KeptResult> CommitAsync(StorageCommit commit)
    {
        try
        {
            var written = await _storage.CommitAsync(commit).ConfigureAwait(false);
            Volatile.Write(ref _isUnavailable, 0);
            return new(written is not null, written is null, written?[0].Version);
        }
        catch (Exception e)
        {
            Report(e is StorageException ? e.Message : e.ToString());
            return new(false, false, null);
        }
    }

    /// <summary>When what is written now expires: an open connection is renewed in time, wherever within the interval it is lost.</summary>
    public long ExpiryOf(bool isOpen)
    {
        var time = isOpen ? _keep + _interval : _keep;
        return (_clock.GetUtcNow() + time).ToUnixTimeMilliseconds();
    }

    /// <summary>Waits for the last writes, for a while.</summary>
    public async Task CompleteAsync()
    {
        try
        {
            var writes = Task.WhenAll(_open.Values.Concat(_ending.Keys).Select(one => one.Written));
            await writes.WaitAsync(Timeout, _clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Report("the last states were not written in time");
        }
    }

    public void Dispose() => _renewal.Dispose();

    private void Renew()
    {
        var slice = Interlocked.Increment(ref _slice) & (Slices - 1);
        foreach (var (_, one) in _open)
        {
            if ((RuntimeHelpers.GetHashCode(one) & (Slices - 1)) == slice) one.Renew();
        }
    }

    /// <summary>Once, until it works again.</summary>
    private void Report(string problem)
    {
        if (Interlocked.Exchange(ref _isUnavailable, 1) == 0) Log.StateNotKept(_log, problem);
    }
}
