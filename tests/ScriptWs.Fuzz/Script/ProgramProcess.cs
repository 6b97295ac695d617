using System.Diagnostics;

namespace ScriptWs.Fuzz.Script;

/// <summary>A process that runs programs, seen from outside. What a program does to it is told as a failure of that program.</summary>
internal sealed class ProgramProcess : IDisposable
{
    /// <summary>Between looks at how much processor time a program has taken.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Processor time of one program, with its engine and the collector: far more than the ten times that the process itself checks.</summary>
    private static readonly TimeSpan MaxProcessorTime = TimeSpan.FromSeconds(15);

    /// <summary>For a program that waits and takes no processor time, on a machine that may be very busy.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(4);

    /// <summary>The first lines tell why a process ended; a stack that is over has thousands.</summary>
    private const int MaxErrorLines = 12;

    private readonly Process _process;
    private readonly List<string> _errors = [];
    private readonly TaskCompletionSource _errorsRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProgramProcess()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ProgramProcess).Assembly.Location, ProgramChild.Argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x40000000";
        start.Environment["DOTNET_gcConcurrent"] = "0"; // its time would count as the program's
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += OnError;
        _process.BeginErrorReadLine();
    }

    /// <summary>A process that is warm: what follows takes the time of programs only.</summary>
    public static async Task<ProgramProcess> StartAsync()
    {
        var started = new ProgramProcess();
        await started.RunAsync("").ConfigureAwait(false);
        return started;
    }

    /// <exception cref="FuzzFailureException">Something does not hold. After one that says that the process ended, there is none.</exception>
    public async Task RunAsync(string program)
    {
        var (watch, before) = (Stopwatch.StartNew(), _process.TotalProcessorTime);
        string? answer;
        try
        {
            await _process.StandardInput.WriteLineAsync(ProgramChild.Encode(program)).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync().ConfigureAwait(false);
            var reading = _process.StandardOutput.ReadLineAsync();
            while (await Task.WhenAny(reading, Task.Delay(Pause)).ConfigureAwait(false) != reading)
            {
                if (HasEnded) continue; // the output ends too
                var time = _process.TotalProcessorTime - before;
                if (time > MaxProcessorTime || watch.Elapsed > MaxTime) throw new FuzzFailureException($"the turn did not end within {watch.Elapsed.TotalSeconds:0} s, {time.TotalSeconds:0} s of processor time");
            }

            answer = await reading.ConfigureAwait(false);
        }
        catch (IOException)
        {
            answer = null;
        }

        if (answer is null) throw await EndedAsync().ConfigureAwait(false);
        if (ProgramChild.Decode(answer) is { Length: > 0 } problem) throw new FuzzFailureException(problem);
    }

    /// <summary>Whether there is nothing left to run programs in.</summary>
    public bool HasEnded => _process.HasExited;

    public void Dispose()
    {
        if (!HasEnded) _process.Kill();
        _process.Dispose();
    }

    private async Task<FuzzFailureException> EndedAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await _errorsRead.Task.ConfigureAwait(false);
        return new FuzzFailureException($"ended the process with exit code {_process.ExitCode}:\n    {string.Join("\n    ", _errors)}");
    }

    private void OnError(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is null) _errorsRead.TrySetResult();
        else if (_errors.Count < MaxErrorLines) _errors.Add(e.Data);
    }
}
