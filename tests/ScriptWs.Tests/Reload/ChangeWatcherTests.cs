using Microsoft.Extensions.Time.Testing;
using ScriptWs.Reload;
using ScriptWs.Scripting;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Reload;

/// <summary>When the watcher looks, with a system that tells what the test wants it to.</summary>
public sealed class ChangeWatcherTests : IDisposable
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(200);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly LogLines _log = new();
    private readonly Dictionary<string, (Action<string?> Changed, Action Lost)> _system = [];
    private Dictionary<string, FileStamp> _read = [];
    private int _reloads;
    private bool _isExhausted;

    private string File => Path.Combine(_folder.Path, "main.js");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Change_OnceItIsQuiet_ReloadsOnce()
    {
        using var watcher = Start();

        Save("new");
        for (var i = 0; i < 100; i++) Tell();
        Pass(199);
        var before = _reloads;
        Pass(1);

        Assert.Equal((0, 1), (before, _reloads));
    }

    [Fact]
    public void Event_ThatChangesNothing_DoesNotReload()
    {
        using var watcher = Start();

        _folder.Write("server.log", "a line");
        Tell();
        Pass(200);

        Assert.Equal(0, _reloads);
    }

    [Fact]
    public void Storm_ThatGoesOn_PutsTheReloadOffForTenTimesTheDebounceAtMost()
    {
        using var watcher = Start();
        Save("new");

        for (var passed = 0; passed < 1_900; passed += 100)
        {
            Tell();
            Pass(100);
        }

        var before = _reloads;
        Tell();
        Pass(100);

        Assert.Equal((0, 1), (before, _reloads));
    }

    [Fact]
    public void Change_DuringAReload_IsTakenAfterIt()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var watcher = Start(() => _reloads == 1 ? first.Task : second.Task);
        Save("one");
        Tell();
        Pass(200);

        Save("number two");
        Tell();
        Pass(200);
        var during = _reloads;
        first.SetResult();

        Assert.Equal((1, 2), (during, _reloads));
    }

    [Fact]
    public void Change_BeforeTheWatchBegan_IsSeen()
    {
        Save("read");
        Read();
        Save("changed since");

        using var watcher = Start(reads: false);
        Pass(200);

        Assert.Equal(1, _reloads);
    }

    [Fact]
    public void System_ThatWatchesNoMore_IsReplacedByLookingEverySecond()
    {
        _isExhausted = true;
        using var watcher = Start();

        Save("half");
        Pass(1000);
        Save("half and half");
        Pass(1000);
        var whileWriting = _reloads;
        Pass(1000);
        Pass(10_000);

        Assert.Equal((0, 1), (whileWriting, _reloads));
        Assert.Equal(["The system watches no further folders for this process; script files are checked every 1 s instead."], _log.Lines);
    }

    [Fact]
    public void System_ThatLosesAWatch_IsReplacedByLookingEverySecond()
    {
        using var watcher = Start();

        foreach (var (_, lost) in _system.Values) lost();
        Save("new");
        Pass(1000);
        Pass(1000);

        Assert.Equal(1, _reloads);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public void Folder_ThatIsMadeAnew_IsWatchedAnew()
    {
        using var watcher = Start();

        _system[Path.GetDirectoryName(_folder.Path)!].Changed(_folder.Path);
        var between = _system.ContainsKey(_folder.Path);
        Pass(200);

        Assert.Equal((false, true), (between, _system.ContainsKey(_folder.Path)));
    }

    [Fact]
    public void Folders_OfLinkedAndMissingFiles_AreThoseWhereSomethingMustHappen()
    {
        var real = Directory.CreateDirectory(Path.Combine(_folder.Path, "releases", "1")).FullName;
        var current = Path.Combine(_folder.Path, "current");
        Directory.CreateSymbolicLink(current, real);

        var folders = WatchedFolders.Of([Path.Combine(current, "main.js"), Path.Combine(_folder.Path, "none", "below", "x.js")]);

        Assert.Equal([Path.GetDirectoryName(_folder.Path)!, _folder.Path, Path.GetDirectoryName(real)!, real], folders.Order(StringComparer.Ordinal));
    }

    /// <summary>Begins to watch main.js, which has been read.</summary>
    private ChangeWatcher Start(Func<Task>? reload = null, bool reads = true)
    {
        if (reads)
        {
            Save("old");
            Read();
        }

        var watcher = new ChangeWatcher([new WatchedFiles(() => _read, ReloadAsync)], Debounce, _clock, _log, Watch);
        if (reads) Pass(200);
        return watcher;

        Task ReloadAsync()
        {
            _reloads++;
            Read();
            return reload?.Invoke() ?? Task.CompletedTask;
        }
    }

    private FileWatch Watch(string folder, Action<string?> changed, Action lost)
    {
        if (_isExhausted) throw new IOException("no more");
        _system[folder] = (changed, lost);
        return new FileWatch(() => _system.Remove(folder));
    }

    private void Read() => _read = new() { [File] = FileStamp.Of(File) };

    private void Save(string text) => _folder.Write("main.js", text);

    private void Tell() => _system[_folder.Path].Changed(File);

    private void Pass(int milliseconds) => _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private sealed class FileWatch(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
