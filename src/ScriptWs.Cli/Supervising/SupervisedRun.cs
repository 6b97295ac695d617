using Microsoft.Extensions.Logging;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Logging;

namespace ScriptWs.Cli.Supervising;

/// <summary><c>scriptws run --supervised</c>: this process holds the addresses and watches over the one that serves.</summary>
internal sealed class SupervisedRun(RunRequest request, StopSignal stop, RunSignals signals, RunLog log)
{
    /// <exception cref="CommandException">It cannot be done here, or was given up.</exception>
    public async Task<int> RunAsync()
    {
        if (OperatingSystem.IsWindows())
            throw new CommandException("run --supervised does not work on Windows, where a process cannot hand its sockets on; run without it, and let a Windows service or a container restart the command.");

        var options = request.Load();
        log.Use(options.Log, options.BaseDirectory);
        using var sockets = GivenSockets.OfProcess();
        GivenSockets.Check(sockets, options.Listen);
        var logger = log.Factory.CreateLogger<Supervisor>();
        using var supervisor = new Supervisor(new ChildProcesses(request.Arguments, request.Load, sockets), options, TimeProvider.System, logger);
        using var systemd = new SystemdNotifier(Environment.GetEnvironmentVariable, Environment.ProcessId, () => supervisor.IsAlive, TimeProvider.System);
        supervisor.Stepped = step => Notify(systemd, step);
        signals.Reload.Answer(supervisor.Reload);
        signals.HandOver.Answer(supervisor.HandOver);
        signals.Unused.Answer(() => Log.SignalUnused(logger));
        // Last, because its reader may send a signal immediately.
        using var pidFile = options.Supervision.PidFile is { } path ? PidFile.Hold(Path.Combine(options.BaseDirectory, path)) : null;
        supervisor.Start();
        await using var first = stop.First.Register(supervisor.Stop);
        await using var second = stop.Second.Register(supervisor.Stop);

        var end = await supervisor.Ended;
        return end.Problem is { } problem ? throw new CommandException(problem, ExitCode.GaveUp) : end.ExitCode ?? ExitCode.Failed;
    }

    private static void Notify(SystemdNotifier systemd, SupervisorStep step)
    {
        switch (step)
        {
            case SupervisorStep.Serving:
                systemd.Ready("Serving.");
                break;
            case SupervisorStep.Reloading:
                systemd.Reloading("Reading the files again.");
                break;
            case SupervisorStep.HandingOver:
                systemd.Reloading("Starting the process that will serve next.");
                break;
            case SupervisorStep.Restarting:
                systemd.ShowStatus("The process that served has died; clients wait for the next one.");
                break;
            case SupervisorStep.Stopping:
                systemd.Stopping("Stopping.");
                break;
        }
    }
}
