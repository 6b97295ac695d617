using System.Runtime.InteropServices;

namespace ScriptWs.Cli;

/// <summary>Ctrl+C and SIGTERM: the first asks to end in good order, the second at once.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Cancelled when the user asks to stop.</summary>
    public CancellationToken First => _first.Token;

    /// <summary>Cancelled when the user asks again.</summary>
    public CancellationToken Second => _second.Token;

    /// <summary>The signals of this process; they no longer end it by themselves.</summary>
    public static StopSignal OfProcess()
    {
        var stop = new StopSignal();
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            stop._registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                stop.Raise();
            }));
        }

        return stop;
    }

    public void Raise()
    {
        if (_first.IsCancellationRequested) _second.Cancel();
        else _first.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _first.Dispose();
        _second.Dispose();
    }
}
