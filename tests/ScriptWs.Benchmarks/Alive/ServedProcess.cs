using System.Diagnostics;
using System.Globalization;
using ScriptWs.Configuration;

namespace ScriptWs.Benchmarks.Alive;

/// <summary>A server in a process of its own, which serves until its input ends.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private ServedProcess(Process process, int port) => (Process, Address) = (process, new Uri($"ws://127.0.0.1:{port}/"));

    public Process Process { get; }

    public Uri Address { get; }

    /// <summary>The processor's time that it has taken.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            Process.Refresh();
            return Process.TotalProcessorTime;
        }
    }

    /// <param name="script">The text of its script.</param>
    /// <param name="settings">As on the command line: <c>--heartbeat:interval</c>, <c>1s</c>.</param>
    public static Task<ServedProcess> StartAsync(string script, params string[] settings) => StartAsync(["alive", "serve", script, .. settings]);

    /// <summary>One that does nothing but what the system is needed for.</summary>
    public static Task<ServedProcess> StartBareAsync() => StartAsync(["alive", "bare"]);

    private static async Task<ServedProcess> StartAsync(string[] own)
    {
        var arguments = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ServedProcess).Assembly.Location, .. own] : own;
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1"; // as the command has it
        var process = Process.Start(start)!;
        return new ServedProcess(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    /// <summary>The other process: the first line of its output is the port, the second how long it took to stop.</summary>
    public static async Task<int> ServeAsync(string script, string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("scriptws-alive-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "main.js"), script);
        var options = ServerConfiguration.Defaults(settings) with
        {
            BaseDirectory = folder,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = "main.js" }],
        };
        await using (var server = await ScriptWsServer.StartAsync(options))
        {
            Console.WriteLine(server.Addresses[0].Port);
            await Console.In.ReadToEndAsync();
            var (began, connections) = (TimeProvider.System.GetTimestamp(), server.ConnectionCount);
            await server.StopAsync();
            Console.WriteLine($"{connections} connections, let go in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:N2} s");
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>Lets it drain.</summary>
    /// <returns>What it says of that.</returns>
    public async Task<string> StopAsync()
    {
        Process.StandardInput.Close();
        var said = await Process.StandardOutput.ReadLineAsync() ?? "nothing: it died";
        await Process.WaitForExitAsync();
        return said;
    }

    /// <summary>Sends it a signal, as <c>kill</c> does.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited) await StopAsync();
        Process.Dispose();
    }
}
