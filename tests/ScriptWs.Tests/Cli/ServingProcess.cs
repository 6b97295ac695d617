using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Threading.Channels;
using ScriptWs.Cli.Processes;
using ScriptWs.Cli.Supervising;

namespace ScriptWs.Tests.Cli;

/// <summary>The command as a process of its own, for what only a process can: signals.</summary>
internal sealed class ServingProcess : IAsyncDisposable
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Process _process;

    private ServingProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => _lines.Writer.TryWrite(e.Data ?? "");
        process.ErrorDataReceived += (_, e) => _lines.Writer.TryWrite(e.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The command without its arguments: a program and what it is given first.</summary>
    public static IReadOnlyList<string> Command { get; } = ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll")];

    public static ServingProcess Start(string folder, params string[] args) => Start(folder, [], args);

    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables, as in <c>NAME=value</c>; <c>$$</c> stands for its own number.</param>
    /// <param name="args">Of the command.</param>
    /// <param name="descriptor">A descriptor that it shall inherit as its number 3.</param>
    public static ServingProcess Start(string folder, IReadOnlyList<string> environment, IReadOnlyList<string> args, int? descriptor = null)
    {
        string[] command = [.. Command, .. args];
        // Only a shell can tell a program its own number before it begins, and choose its descriptors.
        var given = descriptor is { } number ? $"3<&{number}" : "";
        if (environment.Count > 0) command = ["bash", "-c", $"export {string.Join(' ', environment)}; exec \"$@\" {given}", "bash", .. command];
        return StartTool(folder, command[0], command[1..]);
    }

    /// <summary>A program that nobody here wrote, which becomes the command.</summary>
    public static ServingProcess StartTool(string folder, string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Patience.Environment) start.Environment[name] = value;
        // A process that is killed would leave its pipes for debuggers in the temporary folder.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new ServingProcess(Process.Start(start)!);
    }

    /// <summary>Starts it with a listening socket of this process as its descriptor 3, as systemd does.</summary>
    public static ServingProcess StartWith(TcpListener socket, string folder, IReadOnlyList<string> environment, IReadOnlyList<string> args)
    {
        var descriptor = Posix.Duplicate((int)socket.Server.Handle);
        try
        {
            return Start(folder, environment, args, descriptor);
        }
        finally
        {
            Posix.Close(descriptor);
        }
    }

    /// <summary>Another program of ours, whose input stays open.</summary>
    public static ServingProcess StartProgram(string assembly, params string[] args) => new(Process.Start(new ProcessStartInfo("dotnet", ["exec", assembly, .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    /// <summary>Types a line.</summary>
    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The next line, of output or log, that holds the text.</summary>
    public async Task<string> LineAsync(string text)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        try
        {
            while (true)
            {
                var line = await _lines.Reader.ReadAsync(bound.Token);
                if (line.Contains(text, StringComparison.Ordinal)) return line;
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No line with \"{text}\" came within {Bound.TotalSeconds} s.");
        }
    }

    /// <summary>Waits for lines that hold these texts, in any order: output and log are two pipes.</summary>
    /// <returns>All lines up to the last of them.</returns>
    public async Task<IReadOnlyList<string>> LinesAsync(params string[] texts)
    {
        var (lines, left) = (new List<string>(), texts.ToList());
        while (left.Count > 0)
        {
            lines.Add(await LineAsync(""));
            left.RemoveAll(text => lines[^1].Contains(text, StringComparison.Ordinal));
        }

        return lines;
    }

    /// <summary>All lines that were not asked for, once it has ended.</summary>
    public async Task<IReadOnlyList<string>> RestAsync()
    {
        await ExitCodeAsync(); // waits for the end of what it prints as well
        var lines = new List<string>();
        while (_lines.Reader.TryRead(out var line)) lines.Add(line);
        return lines;
    }

    public int Id => _process.Id;

    public Task SignalAsync(string name) => SignalAsync(name, Id);

    /// <summary>Signals another process, which this one has started.</summary>
    public static Task SignalAsync(string name, int process) =>
        Tool.RunAsync("kill", [$"-{name}", process.ToString(CultureInfo.InvariantCulture)], AppContext.BaseDirectory);

    /// <summary>The number in the next line of the log that tells of a process, as in "Process 12 serves".</summary>
    public async Task<int> ProcessAsync(string text) => NumberIn(await LineAsync(text));

    /// <inheritdoc cref="ProcessAsync"/>
    public static int NumberIn(string line) => int.Parse(line.Split("rocess ")[1].Split(' ', ',')[0], CultureInfo.InvariantCulture);

    public async Task<Uri> AddressAsync() => new((await LineAsync("listening on "))["listening on ".Length..]);

    /// <summary>Where a supervised server listens, and the number of its first process. Two processes print them, in any order.</summary>
    public async Task<(Uri Address, int Process)> ServesAsync()
    {
        const string Listening = "listening on ", Serves = " serves.";
        var lines = await LinesAsync(Listening, Serves);
        var address = lines.First(line => line.StartsWith(Listening, StringComparison.Ordinal))[Listening.Length..];
        return (new Uri(address), NumberIn(lines.First(line => line.Contains(Serves, StringComparison.Ordinal))));
    }

    /// <summary>Waits until it ends.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Bound, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, and waits for its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await SignalAsync("TERM");
        return await ExitCodeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(Bound);
        _process.Dispose();
    }
}
