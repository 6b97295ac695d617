using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Supervising;

namespace ScriptWs.Tests.Supervising;

/// <summary>What systemd is told (sd_notify(3)).</summary>
public sealed class SystemdNotifierTests : IDisposable
{
    private const int Process = 10;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeSystemd _systemd;

    public SystemdNotifierTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is a thing of Linux.");
        _systemd = new FakeSystemd(Path.Combine(_folder.Path, "notify"));
    }

    public void Dispose()
    {
        _systemd.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Ready_Always_ComesWithItsStatus()
    {
        using var notifier = Create(_systemd);

        notifier.Ready("Listening on ws://127.0.0.1:80/.");

        Assert.Equal("READY=1\nSTATUS=Listening on ws://127.0.0.1:80/.", await _systemd.ReceiveAsync());
    }

    [Fact]
    public async Task Reloading_Always_TellsTheTimeInMicroseconds()
    {
        using var notifier = Create(_systemd);
        _clock.Advance(TimeSpan.FromSeconds(1.5));

        notifier.Reloading("Reading files.");

        var expected = (long)(_clock.GetTimestamp() * (1_000_000.0 / _clock.TimestampFrequency));
        Assert.Equal($"RELOADING=1\nMONOTONIC_USEC={expected}\nSTATUS=Reading files.", await _systemd.ReceiveAsync());
    }

    [Fact]
    public async Task Status_WithALineEnd_IsOneLine()
    {
        using var notifier = Create(_systemd);

        notifier.Stopping("a\nREADY=1");

        Assert.Equal(2, (await _systemd.ReceiveAsync()).Split('\n').Length);
    }

    [Fact]
    public async Task Address_OfTheAbstractSpace_IsFound()
    {
        using var systemd = new FakeSystemd($"@scriptws-{Environment.ProcessId}-{nameof(Address_OfTheAbstractSpace_IsFound)}");
        using var notifier = Create(systemd);

        notifier.ShowStatus("hello");

        Assert.Equal("STATUS=hello", await systemd.ReceiveAsync());
    }

    [Fact]
    public async Task Watchdog_Always_IsToldAtHalfOfItsTimeWhileAllIsWell()
    {
        var isWell = true;
        using var notifier = Create(_systemd, isWell: () => isWell, watchdog: "10000000");
        _clock.Advance(TimeSpan.FromSeconds(5));
        isWell = false;
        _clock.Advance(TimeSpan.FromSeconds(30));
        notifier.ShowStatus("end");

        Assert.Equal(["WATCHDOG=1", "WATCHDOG=1", "STATUS=end"], [await _systemd.ReceiveAsync(), await _systemd.ReceiveAsync(), await _systemd.ReceiveAsync()]);
    }

    [Theory]
    [InlineData("10000000", "11")] // meant for another process
    [InlineData("0", null)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public async Task Watchdog_ThatIsNotAskedFor_IsNotTold(string? time, string? process)
    {
        using var notifier = Create(_systemd, watchdog: time, watchdogProcess: process);
        _clock.Advance(TimeSpan.FromMinutes(1));
        notifier.ShowStatus("end");

        Assert.Equal("STATUS=end", await _systemd.ReceiveAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("vsock:2:1234")]
    [InlineData("/there/is/no/such/socket")]
    public void Address_WhereNobodyListens_IsLeftAlone(string? address)
    {
        using var notifier = new SystemdNotifier(name => name == "NOTIFY_SOCKET" ? address : null, Process, () => true, _clock);

        notifier.Ready("ready");
    }

    private SystemdNotifier Create(FakeSystemd systemd, Func<bool>? isWell = null, string? watchdog = null, string? watchdogProcess = "10") => new(
        name => name switch
        {
            "NOTIFY_SOCKET" => systemd.Address,
            "WATCHDOG_USEC" => watchdog,
            "WATCHDOG_PID" => watchdogProcess,
            _ => null,
        },
        Process,
        isWell ?? (() => true),
        _clock);
}
