using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Benchmarks.Starting;

/// <summary>Starts a command that serves again and again, and takes the time until the first WebSocket is open.</summary>
internal static class StartRun
{
    private const int Default = 20;
    private const string Request =
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    /// <param name="arguments">How often, then the command: a published scriptws, or <c>dotnet ScriptWs.Cli.dll</c>.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var count, var program, .. var words] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var runs) || runs == 0)
        {
            await Console.Error.WriteLineAsync($"start: say how often and what, as in: start {Default} artifacts/publish/linux-x64/scriptws");
            return 2;
        }

        var (listening, open) = (new List<double>(), new List<double>());
        for (var run = -1; run < runs; run++)
        {
            var (first, second) = await MeasureAsync(program, words);
            if (run < 0) continue; // the first start reads the files from the disk
            listening.Add(first.TotalMilliseconds);
            open.Add(second.TotalMilliseconds);
        }

        Tell("listening", listening);
        Tell("first WebSocket open", open);
        return 0;
    }

    private static async Task<(TimeSpan Listening, TimeSpan Open)> MeasureAsync(string program, string[] words)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, [.. words, "run", "--script", "scripts/chat.js", "--listen", "127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.BeginErrorReadLine();
        try
        {
            const string Told = "listening on ws://127.0.0.1:";
            var line = await process.StandardOutput.ReadLineAsync();
            while (line is not null && !line.StartsWith(Told, StringComparison.Ordinal)) line = await process.StandardOutput.ReadLineAsync();
            if (line is null) throw new InvalidOperationException($"{program} ended before it listened.");

            var listening = Stopwatch.GetElapsedTime(began);
            var port = int.Parse(line[Told.Length..].Split('/')[0], CultureInfo.InvariantCulture);
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Request));
            var answer = new byte[12];
            await client.GetStream().ReadExactlyAsync(answer);
            if (!answer.AsSpan().SequenceEqual("HTTP/1.1 101"u8)) throw new InvalidOperationException($"{program} answered {Encoding.ASCII.GetString(answer)}.");
            return (listening, Stopwatch.GetElapsedTime(began));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static void Tell(string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: p50 {times[times.Count / 2]:0} ms, least {times[0]:0} ms, most {times[^1]:0} ms of {times.Count} starts"));
    }
}
