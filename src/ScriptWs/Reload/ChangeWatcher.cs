using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;

namespace ScriptWs.Reload;

/// <summary>
/// Reloads files that have changed, once they have been quiet for a while. What the system tells about folders only says
/// when to look; whether something changed is seen at the files themselves, so that an event too many, or one for many
/// changes, does no harm. Where the system tells nothing, the files are looked at again and again.
/// </summary>
internal sealed class ChangeWatcher : IDisposable
{
    /// <summary>Between two looks at the files when the system does not tell about changes.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Continuous events delay a check by at most this multiple of the debounce.</summary>
    private const int MaxDelays = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, IDisposable> _folders = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<WatchedFiles> _watched;
    private readonly WatchFolder _watchFolder;
    private readonly TimeSpan _debounce;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private readonly ITimer _poll;
    private long? _firstEvent;
    private string _lastPoll = "";
    private bool _isPolling;
    private bool _isLooking;
    private bool _mustLookAgain;
    private bool _isDisposed;

    /// <param name="watched">What is watched.</param>
    /// <param name="debounce">How long it must be quiet.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The log.</param>
    /// <param name="watchFolder">As <see cref="FolderWatch.Begin"/>, which it is by default.</param>
    public ChangeWatcher(
        IReadOnlyList<WatchedFiles> watched, TimeSpan debounce, TimeProvider clock, ILogger log, WatchFolder? watchFolder = null)
    {
        (_watched, _debounce, _clock, _log) = (watched, debounce, clock, log);
        _watchFolder = watchFolder ?? FolderWatch.Begin;
        _timer = clock.Timer("watching files", OnQuiet, log);
        _poll = clock.Timer("watching files", OnPoll, log);
        WatchFolders();
        OnEvent(""); // for what changed between the first reading and now
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Forget(_ => true);
        }

        _timer.Dispose();
        _poll.Dispose();
    }

    private void OnEvent(string? path)
    {
        lock (_lock)
        {
            if (_isDisposed) return;

            // A folder that went, or came back as another one: the watch hangs on the old one.
            Forget(folder => path is null || folder == path);
            var now = _clock.GetTimestamp();
            var left = (MaxDelays * _debounce) - _clock.GetElapsedTime(_firstEvent ??= now, now);
            _timer.Change(left <= TimeSpan.Zero ? TimeSpan.Zero : left < _debounce ? left : _debounce, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnQuiet()
    {
        lock (_lock)
        {
            _firstEvent = null;
            _mustLookAgain = true;
            if (_isLooking || _isDisposed) return;
            _isLooking = true;
        }

        _ = ReloadChangedAsync();
    }

    private async Task ReloadChangedAsync()
    {
        try
        {
            while (TryBeginLook())
            {
                foreach (var files in _watched.Where(files => files.HaveChanged)) await files.ReloadAsync().ConfigureAwait(false);
                if (WatchFolders()) OnQuiet(); // a new folder may have changed before it was watched
            }
        }
        catch (Exception e)
        {
            lock (_lock) _isLooking = false;
            Log.WatcherBroke(_log, e);
        }
    }

    private bool TryBeginLook()
    {
        lock (_lock)
        {
            _isLooking = _mustLookAgain && !_isDisposed;
            _mustLookAgain = false;
            return _isLooking;
        }
    }

    /// <summary>A change counts once two checks have found the same: the file is no longer being written.</summary>
    private void OnPoll()
    {
        var changed = _watched.Where(files => files.HaveChanged).SelectMany(files => files.LastRead().Keys);
        var found = string.Join('\n', changed.Select(file => Scripting.FileStamp.Of(file)));
        if (found.Length > 0 && found == _lastPoll) OnQuiet();
        _lastPoll = found;
    }

    /// <summary>Watches the folders that the files lie in now.</summary>
    /// <returns>Whether one is new.</returns>
    private bool WatchFolders()
    {
        var wanted = WatchedFolders.Of(_watched.SelectMany(files => files.LastRead().Keys));
        lock (_lock)
        {
            if (_isDisposed) return false;

            Forget(folder => !wanted.Contains(folder));
            wanted.ExceptWith(_folders.Keys);
            foreach (var folder in wanted) Watch(folder);
            return wanted.Overlaps(_folders.Keys);
        }
    }

    private void Watch(string folder)
    {
        try
        {
            _folders[folder] = _watchFolder(folder, OnEvent, Poll);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A folder that went away meanwhile will be told about by the one above it.
            if (Directory.Exists(folder)) Poll();
        }
    }

    private void Forget(Func<string, bool> which)
    {
        foreach (var folder in _folders.Keys.Where(which).ToArray())
        {
            _folders.Remove(folder, out var watch);
            watch!.Dispose();
        }
    }

    private void Poll()
    {
        lock (_lock)
        {
            if (_isPolling || _isDisposed) return;
            _isPolling = true;
        }

        Log.WatcherPolls(_log, PollInterval.TotalSeconds);
        _poll.Change(PollInterval, PollInterval);
    }
}
