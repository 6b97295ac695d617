using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Cli.Handover;

/// <summary>
/// Tells systemd how the service is (sd_notify(3), Type=notify or notify-reload), and that it lives, at half of the time that the unit's
/// WatchdogSec= allows. Does nothing without systemd. Any thread.
/// </summary>
internal sealed class SystemdNotifier : IDisposable
{
    /// <summary>systemd reads at once; this process does not hang if it does not.</summary>
    private static readonly TimeSpan TimeToSend = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly Socket? _socket;
    private readonly ITimer? _watchdog;

    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="process">The number of this process: a watchdog may be meant for another.</param>
    /// <param name="isWell">Asked before each sign of life.</param>
    /// <param name="clock">Of the watchdog.</param>
    public SystemdNotifier(Func<string, string?> variable, int process, Func<bool> isWell, TimeProvider clock)
    {
        _clock = clock;
        if (variable("NOTIFY_SOCKET") is not ['/' or '@', _, ..] address || OperatingSystem.IsWindows()) return;

        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = (int)TimeToSend.TotalMilliseconds };
        try
        {
            // An abstract address, which is no file, begins with a zero (unix(7)).
            _socket.Connect(new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address));
        }
        catch (SocketException)
        {
            _socket.Dispose();
            _socket = null;
            return;
        }

        if (Systemd.WatchdogTime(variable, process) is not { } time) return;
        _watchdog = clock.CreateTimer(
            _ =>
            {
                if (isWell()) Send("WATCHDOG=1");
            },
            null,
            TimeSpan.Zero,
            time / 2);
    }

    /// <summary>Newcomers are served, after the start or a reload.</summary>
    public void Ready(string status) => Send("READY=1", Status(status));

    /// <summary>A reload has begun; <see cref="Ready"/> follows.</summary>
    public void Reloading(string status) =>
        // CLOCK_MONOTONIC, which is .NET's timestamp on Linux.
        Send("RELOADING=1", $"MONOTONIC_USEC={(long)(_clock.GetTimestamp() * (1_000_000.0 / _clock.TimestampFrequency))}", Status(status));

    public void Stopping(string status) => Send("STOPPING=1", Status(status));

    /// <summary>What "systemctl status" shows; nothing else changes.</summary>
    public void ShowStatus(string status) => Send(Status(status));

    public void Dispose()
    {
        _watchdog?.Dispose();
        _socket?.Dispose();
    }

    private static string Status(string text) => $"STATUS={Printable.Line(text)}";

    private void Send(params ReadOnlySpan<string> lines)
    {
        if (_socket is null) return;
        try
        {
            _socket.Send(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // systemd is restarting, or this process ends: the service goes on without it.
        }
    }
}
