using System.Runtime.InteropServices;
using ScriptWs.Cli.Processes;
using ScriptWs.Cli.Supervising;

namespace ScriptWs.Cli;

/// <summary>
/// The signals of a process that serves. They are caught before it listens and until it has ended: uncaught, each of them ends a
/// process. SIGINT, SIGTERM and SIGQUIT stop it (<see cref="StopSignal"/>); SIGPIPE is ignored by the runtime.
/// </summary>
internal sealed class RunSignals
{
    /// <param name="stop">Catches the signals, and stops.</param>
    /// <param name="untilTold">Whether another process decides when this one ends, so that signals only ask.</param>
    public RunSignals(StopSignal stop, bool untilTold)
    {
        stop.Watch(untilTold);
        stop.Catch(PosixSignal.SIGHUP, Reload.Ask);
        stop.Catch((PosixSignal)Posix.HandOverSignal, HandOver.Ask);
        stop.Catch((PosixSignal)Posix.UnusedSignal, Unused.Ask);
    }

    /// <summary>SIGHUP: read the files again.</summary>
    public SignalRequest Reload { get; } = new();

    /// <summary>SIGUSR2: hand over to another process.</summary>
    public SignalRequest HandOver { get; } = new();

    /// <summary>An order of the supervising process: let go, another process accepts now.</summary>
    public SignalRequest Leave { get; } = new();

    /// <summary>SIGUSR1, on which other servers open their log files again.</summary>
    public SignalRequest Unused { get; } = new();
}
