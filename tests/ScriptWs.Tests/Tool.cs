using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Tests;

/// <summary>Runs a program to its end, with a bound, and keeps what it printed.</summary>
internal static class Tool
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private static readonly ConcurrentBag<Socket> Held = [];

    /// <exception cref="TimeoutException">It did not end within a minute; it was ended.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Bound, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await errors);
    }

    /// <summary>
    /// A port for whoever listens by its number. Until the tests end, a socket that is bound to it and does not listen keeps the system
    /// from giving it to anybody who wants any port: to a listener, and to a client that connects.
    /// </summary>
    public static int OwnPort()
    {
        var held = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)held.LocalEndPoint!).Port;
        if (OperatingSystem.IsWindows()) held.Dispose(); // nobody else could be bound to it
        else Held.Add(held);
        return port;
    }

    /// <summary>The full path of a program, or <c>null</c> when this machine has none of that name.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".exe") })
            .FirstOrDefault(File.Exists);
}
