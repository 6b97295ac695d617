// Serves what server.json says, until Ctrl+C. What happens on the WebSockets is in scripts/main.js, and here.
using System.Runtime.InteropServices;
using ScriptWs;

await using var server = await ScriptWsServer.StartAsync("server.json");
server.Connected += connection => Console.WriteLine($"{connection.RemoteAddress} came");
server.Reloaded += result => Console.WriteLine($"{result.Script}: {result.Outcome}, generation {result.Generation} {result.Problem}");
foreach (var address in server.Addresses) Console.WriteLine($"listening on {address}");

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await server.Completion;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    _ = server.StopAsync();
}
