using System.Runtime.InteropServices;

namespace ScriptWs.Cli;

/// <summary>Ctrl+C and SIGTERM: the first asks to end in good order, the second at once, the third is the system's affair.</summary>
internal sealed class StopSignal(Action<StopSignal, Action>? watch = null) : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Cancelled when the user asks to stop.</summary>
    public CancellationToken First => _first.Token;

    /// <summary>Cancelled when the user asks again.</summary>
    public CancellationToken Second => _second.Token;

    /// <summary>The signals of this process, once a command watches them: until then they end it as they always do.</summary>
    public static StopSignal OfProcess() => new((stop, raise) => stop.Register(raise));

    /// <summary>From now on the command itself ends by the tokens.</summary>
    /// <param name="untilTold">
    /// Whether signals only ask, however many come: a terminal and systemd send them to all processes of a group, and the
    /// supervising one passes its own on.
    /// </param>
    public void Watch(bool untilTold = false) => watch?.Invoke(this, untilTold ? Ask : Raise);

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

    private void Register(Action raise)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = !Second.IsCancellationRequested;
                raise();
            }));
        }
    }
}
