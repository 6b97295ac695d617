// Serves what server.json describes, until Ctrl+C. Its scripts decide what happens on the WebSockets; C# can take part here.
using System.Runtime.InteropServices;
using ScriptWs;
using ScriptWs.Configuration;

await using var server = await StartAsync(args is [var file] ? file : Find("server.json"));
server.Connected += connection => Console.WriteLine($"{connection.RemoteAddress} connected");
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

static async Task<ScriptWsServer> StartAsync(string file)
{
    try
    {
        return await ScriptWsServer.StartAsync(file);
    }
    catch (Exception e) when (e is ScriptWsException or ConfigurationException)
    {
        // The messages are whole: where, what, and what to do.
        Console.Error.WriteLine(e.Message);
        Environment.Exit(2);
        throw;
    }
}

// Beside the published program, or above bin/ in the project: never in the current folder, which can be any.
static string Find(string name)
{
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        var file = Path.Combine(folder.FullName, name);
        if (File.Exists(file)) return file;
    }

    throw new FileNotFoundException($"There is no {name} beside the program or in a folder above; name one: MyServer PATH/TO/{name}.");
}
