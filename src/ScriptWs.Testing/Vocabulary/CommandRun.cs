using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>One run of the scriptws command as a program of its own.</summary>
internal sealed partial class CommandRun : IAsyncDisposable
{
    private static readonly TimeSpan Bound = WaitBounds.Process;

    /// <summary>
    /// The command watches what its code does and compiles it again for that, as a server that runs for long should. One that lives for a
    /// moment starts with less work when it is not watched, and written to where it will run.
    /// </summary>
    private static readonly Dictionary<string, string> ForShortLives = new() { ["DOTNET_TieredPGO"] = "0", ["DOTNET_EnableWriteXorExecute"] = "0" };

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile int _serving;

    private CommandRun(Process process) => _process = process;

    public string Output
    {
        get
        {
            lock (_lock) return _output.ToString();
        }
    }

    public string Errors
    {
        get
        {
            lock (_lock) return _errors.ToString();
        }
    }

    /// <param name="line">As in <c>scriptws check server.json</c>; arguments have no spaces.</param>
    /// <param name="folder">Where it runs.</param>
    public static CommandRun Start(string line, string folder)
    {
        if (line.Split(' ') is not ["scriptws", .. var arguments]) throw new StepFailedException($"\"{line}\" is not the scriptws command; only that can be run.");

        var process = new Process
        {
            StartInfo = new ProcessStartInfo(ScriptWsCommand.Program, [.. ScriptWsCommand.Arguments, .. arguments])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in ForShortLives) process.StartInfo.Environment[name] = value;
        var run = new CommandRun(process);
        process.OutputDataReceived += (_, e) => run.Take(run._output, e.Data);
        process.ErrorDataReceived += (_, e) => run.Take(run._errors, e.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Waits until it listens.</summary>
    public async Task<Uri> ListeningAsync()
    {
        var exit = _process.WaitForExitAsync();
        if (await Task.WhenAny(_listening.Task, exit).WaitAsync(Bound, TimeProvider.System).ConfigureAwait(false) == exit)
            throw new StepFailedException("The command has ended.", "a server that listens", $"exit code {_process.ExitCode}\n{Errors}{Output}");
        return await _listening.Task.ConfigureAwait(false);
    }

    public async Task<int> ExitAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Bound, TimeProvider.System).ConfigureAwait(false);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new StepFailedException("The command does not end.", $"an end within {Bound.TotalSeconds:0} seconds", $"{Errors}{Output}");
        }
    }

    /// <summary>Makes it shut down cleanly, as Ctrl+C does.</summary>
    public async Task StopAsync()
    {
        if (OperatingSystem.IsWindows()) throw new SkipStepException("A program on Windows cannot be asked to stop by another.");
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync().ConfigureAwait(false);
        await ExitAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the process that serves under this one, the hard way.</summary>
    public async Task KillServingAsync()
    {
        using var serving = await ServingAsync().ConfigureAwait(false);
        serving.Kill();
    }

    /// <summary>Ends the supervising process, by force, and waits until no process is left.</summary>
    public async Task KillSupervisorAsync()
    {
        using var serving = await ServingAsync().ConfigureAwait(false);
        _process.Kill();
        await serving.WaitForExitAsync().WaitAsync(Bound, TimeProvider.System).ConfigureAwait(false);
    }

    /// <summary>Asks for a handover, and waits until the process that served before has ended.</summary>
    public async Task HandOverAsync()
    {
        using var serving = await ServingAsync().ConfigureAwait(false);
        using var kill = Process.Start("kill", ["-USR2", $"{_process.Id}"]);
        await kill.WaitForExitAsync().ConfigureAwait(false);
        await ContainsAsync("logged", $"Process {serving.Id}, which had been replaced, ended with exit code 0.", run => run.Errors).ConfigureAwait(false);
    }

    /// <summary>Waits until a text has come, or the command has ended without it.</summary>
    public async Task ContainsAsync(string what, string text, Func<CommandRun, string> output)
    {
        var exit = _process.WaitForExitAsync();
        var start = TimeProvider.System.GetTimestamp();
        while (!output(this).Contains(text, StringComparison.Ordinal))
        {
            if (exit.IsCompleted || TimeProvider.System.GetElapsedTime(start) > Bound)
                throw new StepFailedException($"The command has {what} something else.", text, output(this) is "" ? "nothing" : output(this));
            await Task.WhenAny(exit, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System)).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private async Task<Process> ServingAsync()
    {
        await ContainsAsync("logged", " serves.", run => run.Errors).ConfigureAwait(false);
        return Process.GetProcessById(_serving);
    }

    private void Take(StringBuilder target, string? line)
    {
        if (line is null) return;
        if (Serving().Match(line) is { Success: true } serving) _serving = int.Parse(serving.Groups["process"].ValueSpan, CultureInfo.InvariantCulture);
        lock (_lock) target.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match) _listening.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    [GeneratedRegex(@"^listening on (?<address>wss?://\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"Supervisor: Process (?<process>\d+) (serves|accepts)")]
    private static partial Regex Serving();
}
