using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace ScriptWs.Benchmarks.Supervise;

/// <summary><c>scriptws run --supervised</c> with a script, on any free port.</summary>
internal sealed class SupervisedCommand : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("scriptws-supervise-").FullName;
    private readonly Channel<int> _serving = Channel.CreateUnbounded<int>();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    public SupervisedCommand(string script)
    {
        File.WriteAllText(Path.Combine(_folder, "main.js"), script);
        string[] command = [Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll"), "run", "--script", "main.js", "--listen", "0", "--supervised"];
        // Each kill is the first in its period, so that what is measured is a restart and no delay before it.
        string[] settings = ["--supervision:intensity", "1000000", "--supervision:period", "1ms", "--limits:closeTimeout", "30s"];
        _process = Process.Start(new ProcessStartInfo("dotnet", ["exec", .. command, .. settings])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, e) => Take(e.Data ?? "");
        _process.ErrorDataReceived += (_, e) => Take(e.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Told each line of output and log.</summary>
    public event Action<string>? Printed;

    public Task<Uri> AddressAsync() => _address.Task.WaitAsync(Bound);

    /// <summary>The number of the process that serves next, as soon as it does.</summary>
    public Task<int> ServingAsync() => _serving.Reader.ReadAsync().AsTask().WaitAsync(Bound);

    public void HandOver() => Signal("USR2", _process.Id);

    public static void Kill(int process) => Signal("KILL", process);

    public async ValueTask DisposeAsync()
    {
        Signal("TERM", _process.Id);
        await _process.WaitForExitAsync().WaitAsync(Bound);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Signal(string name, int process)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Take(string line)
    {
        Printed?.Invoke(line);
        if (line.StartsWith("listening on ", StringComparison.Ordinal)) _address.TrySetResult(new Uri(line["listening on ".Length..]));
        if (line.Contains("Supervisor: Process", StringComparison.Ordinal) && (line.EndsWith(" serves.", StringComparison.Ordinal) || line.Contains(" accepts; ", StringComparison.Ordinal)))
            _serving.Writer.TryWrite(int.Parse(line.Split("Process ")[1].Split(' ')[0], CultureInfo.InvariantCulture));
    }
}
