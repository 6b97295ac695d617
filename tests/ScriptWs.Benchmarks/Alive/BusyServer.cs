using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Benchmarks.Alive;

/// <summary>
/// A server whose script works 900 ms of every second, with a heartbeat of one second and one second for the answer: it may
/// close nobody who answers, also not after it was stopped for five seconds, and must notice who is gone.
/// </summary>
internal static class BusyServer
{
    private const int Clients = 500;
    private const string Lazy = "export function onMessage() {}";
    private const string Busy = """
        export function onMessage() {}
        setInterval(() => { const end = Date.now() + 900; while (Date.now() < end); }, 1000);
        """;

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20), Stopped = TimeSpan.FromSeconds(5), Allowed = TimeSpan.FromSeconds(3);

    public static async Task<bool> RunAsync()
    {
        var fine = true;
        await using (var server = await StartAsync(Busy))
        {
            await using var crowd = await Crowd.ConnectAsync(server.Address, Clients);
            await Task.Delay(Watched);
            fine &= Told($"turns of 900 ms each second, {Clients} clients, {Watched.TotalSeconds} s", crowd);

            await server.SignalAsync("STOP");
            await Task.Delay(Stopped);
            await server.SignalAsync("CONT");
            await Task.Delay(Stopped);
            fine &= Told($"the same, stopped for {Stopped.TotalSeconds} s and continued", crowd);
            Console.WriteLine($"one that went, while turns take 900 ms: closed after {await GoAsync(server.Address):N2} s");
        }

        await using var idle = await StartAsync(Lazy);
        var took = await GoAsync(idle.Address);
        Console.WriteLine($"one that went, of a server with time: closed after {took:N2} s (at most {Allowed.TotalSeconds})");
        return fine && took <= Allowed.TotalSeconds;
    }

    private static Task<ServedProcess> StartAsync(string script) =>
        ServedProcess.StartAsync(script, "--heartbeat:interval", "1s", "--heartbeat:timeout", "1s", "--script:turnTimeout", "10s", "--limits:closeTimeout", "1s");

    private static bool Told(string what, Crowd crowd)
    {
        Console.WriteLine($"{what}: {crowd}");
        return crowd.Lost == 0;
    }

    /// <summary>Opens a connection whose other end never says anything again, nor closes it.</summary>
    /// <returns>Seconds until the server closes it.</returns>
    private static async Task<double> GoAsync(Uri address)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, address.Port);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"u8.ToArray());
        var bytes = new byte[512];
        var length = await client.ReceiveAsync(bytes);
        if (!Encoding.ASCII.GetString(bytes, 0, length).StartsWith("HTTP/1.1 101", StringComparison.Ordinal)) throw new IOException("The server did not take the connection.");

        var began = TimeProvider.System.GetTimestamp();
        while (bytes[0] != 0x88) // a Close frame; Pings come before
        {
            if (await client.ReceiveAsync(bytes) == 0) break;
        }

        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
