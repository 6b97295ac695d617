using System.Runtime.InteropServices;

namespace ScriptWs.Cli;

/// <summary>
/// Ctrl+C and SIGTERM: the first asks for a clean shutdown, the second for an immediate one, the third has the system's effect. SIGQUIT asks for an immediate one.
/// </summary>
/// <param name="isProcess">Whether it is about the signals of this process; otherwise only calls raise it.</param>
internal sealed class StopSignal(bool isProcess = false) : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Cancelled when the user asks to stop.</summary>
    public CancellationToken First => _first.Token;

    /// <summary>Cancelled when the user asks again.</summary>
    public CancellationToken Second => _second.Token;

    /// <summary>From now on the command itself ends by the tokens: until then signals end it as they always do.</summary>
    /// <param name="untilTold">
    /// Whether signals only ask, however many come: a terminal and systemd send them to all processes of a group, and the
    /// supervising one passes its own on.
    /// </param>
    public void Watch(bool untilTold = false)
    {
        Action stop = untilTold ? Ask : Raise;
        Register(PosixSignal.SIGINT, stop);
        Register(PosixSignal.SIGTERM, stop);
        Register(PosixSignal.SIGQUIT, untilTold ? Ask : StopAtOnce);

        void Register(PosixSignal signal, Action raise)
        {
            if (!isProcess) return;
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = !Second.IsCancellationRequested;
                raise();
            }));
        }
    }

    /// <summary>Catches another signal for as long as the process lives. Windows has none: there SIGHUP reports that the console closes.</summary>
    public void Catch(PosixSignal signal, Action raise)
    {
        if (!isProcess || OperatingSystem.IsWindows()) return;
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            raise();
        }));
    }

    public void Raise()
    {
        if (_first.IsCancellationRequested) Hurry();
        else Ask();
    }

    /// <summary>As the first signal, any number of times.</summary>
    public void Ask() => _first.Cancel();

    /// <summary>As the second signal.</summary>
    public void Hurry() => _second.Cancel();

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    private void StopAtOnce()
    {
        Ask();
        Hurry();
    }
}
