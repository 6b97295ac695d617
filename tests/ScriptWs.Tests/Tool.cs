using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Tests;

/// <summary>Runs a program to its end, with a bound, and keeps what it printed.</summary>
internal static class Tool
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private static readonly ConcurrentBag<Socket> Reservations = [];

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
    /// Reserves a port that is needed by its number. A socket stays bound to it, without listening, until the tests end: the system then
    /// gives the port to no one who asks for any free one, to listen or to connect, and whoever names it can listen there again and again.
    /// </summary>
    public static int ReservePort()
    {
        var reservation = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reservation.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)reservation.LocalEndPoint!).Port;
        // Windows does not share a port between sockets, so there the reservation would shut out the test itself.
        if (OperatingSystem.IsWindows()) reservation.Dispose();
        else Reservations.Add(reservation);
        return port;
    }

    /// <summary>The full path of a program, or <c>null</c> when this machine has none of that name.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".exe") })
            .FirstOrDefault(File.Exists);
}
