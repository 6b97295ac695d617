using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ScriptWs.Cli.Processes;
using ScriptWs.Cli.Supervising;

namespace ScriptWs.Cli;

/// <summary><c>scriptws restart</c>: asks a supervising process for a handover.</summary>
internal static class RestartCommand
{
    private const string Reference = """
        A new process, with the current program and configuration, accepts at the same
        addresses; then the old one closes its connections with 1012 and ends. If the new one does not
        serve, the old one continues. The server's log reports the outcome.

        The supervising process is found by supervision.pidFile or --pid.
        "kill -USR2 PID" does the same.

        Examples:
          scriptws restart                   the one of ./server.json
          scriptws restart chat/server.json  the one of this configuration
          scriptws restart --pid 4711        this one

        Exit codes:
          0  requested
          1  the request failed
          2  no such process, or it cannot hand over
        """;

    public static Command Create(Streams streams)
    {
        var file = RunCommand.FileArgument();
        var pid = new Option<int?>("--pid") { Description = "The process id of the supervising process.", HelpName = "PID", CustomParser = ParsePid };
        var command = new ReferenceCommand("restart", "Replace the serving process of run --supervised without a pause.", Reference) { file, pid };
        command.SetAction(result => Restart(result.GetValue(pid) ?? Find(result.GetValue(file)), streams));
        return command;
    }

    private static int? ParsePid(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0) return pid;
        result.AddError($"--pid {text}: this is not the number of a process; write it as in 4711.");
        return null;
    }

    private static int Restart(int process, Streams streams)
    {
        if (OperatingSystem.IsWindows()) throw new CommandException("there is no supervising process on Windows; see scriptws run --help.");
        if (!TakesTheSignal(process)) throw new CommandException($"process {process} is not scriptws run --supervised: there is none, or it does not take SIGUSR2.");
        if (Posix.Signal(process, Posix.HandOverSignal) != 0) throw new CommandException($"process {process} could not be signalled; it belongs to another user, or has just ended.", ExitCode.Failed);

        streams.Out.WriteLine($"process {process} was asked to hand over; its log tells how it goes");
        return ExitCode.Fine;
    }

    private static int Find(string? file)
    {
        var options = ConfigurationFile.Load(RunTarget.Find(file, null, "restart"), []);
        return options.Supervision.PidFile is { } path
            ? PidFile.Read(Path.Combine(options.BaseDirectory, path))
            : throw new CommandException("supervision.pidFile is not set, so the supervising process cannot be found; set it, or name the process with --pid.");
    }

    /// <summary>Whether the process handles the signal, which would end any other: SigCgt of proc(5). Where there is no such file, it is believed.</summary>
    private static bool TakesTheSignal(int process)
    {
        if (!OperatingSystem.IsLinux()) return true;
        try
        {
            var caught = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("SigCgt:", StringComparison.Ordinal))["SigCgt:".Length..].Trim();
            return (ulong.Parse(caught, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (Posix.HandOverSignal - 1) & 1) == 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
