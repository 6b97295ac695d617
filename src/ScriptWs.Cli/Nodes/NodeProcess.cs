using System.Diagnostics;
using ScriptWs.Cli.Processes;

namespace ScriptWs.Cli.Nodes;

/// <summary>One node of several on this machine: a process of this program, whose lines begin with its name.</summary>
internal sealed class NodeProcess : IDisposable
{
    /// <summary>Set for such a process: signals of the terminal only ask it to stop, and the command that started it decides.</summary>
    public const string Variable = "WS_LOCAL_NODE";

    private const int HangUp = 1, Terminate = 15;

    private readonly Process _process;
    private readonly Task _reading;

    private NodeProcess(string name, Process process, TextWriter output, TextWriter error)
    {
        (Name, _process) = (name, process);
        _reading = Task.WhenAll(CopyAsync(process.StandardOutput, output), CopyAsync(process.StandardError, error));
    }

    /// <summary>Whether this process is one.</summary>
    public static bool IsThis => Environment.GetEnvironmentVariable(Variable) is not null;

    public string Name { get; }

    public static NodeProcess Start(string name, IReadOnlyList<string> arguments, Streams streams)
    {
        var start = OwnProgram.With(arguments);
        start.Environment[Variable] = name;
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        return new NodeProcess(name, Process.Start(start)!, streams.Out, streams.Error);
    }

    /// <summary>Completes when it has ended, and all that it wrote was passed on.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, however often.</summary>
    public void Stop()
    {
        if (OperatingSystem.IsWindows()) Kill();
        else if (!_process.HasExited) _ = Posix.Signal(_process.Id, Terminate);
    }

    /// <summary>Asks it to read its files again.</summary>
    public void Reload()
    {
        if (!OperatingSystem.IsWindows() && !_process.HasExited) _ = Posix.Signal(_process.Id, HangUp);
    }

    public void Kill()
    {
        if (!_process.HasExited) _process.Kill();
    }

    public void Dispose() => _process.Dispose();

    private async Task CopyAsync(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (to) to.WriteLine($"{Name} | {line}");
        }
    }
}
