// A server inside a console program: a script talks to the clients, and C# does beside it.
// dotnet run --project src/samples/Console -- 8080      then type lines, which everybody receives
using System.Globalization;
using ScriptWs;
using ScriptWs.Configuration;

var port = args is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 8080;
await using var server = await ScriptWsServer.StartAsync(new ScriptWsOptions
{
    BaseDirectory = AppContext.BaseDirectory,
    Listen = [new ListenOptions { Port = port }],
    Endpoints = [new EndpointOptions { Script = "greeter.js" }],
});

server.MessageReceived += (connection, text) => Console.WriteLine($"{connection.RemoteAddress} says {text}");
Console.WriteLine($"listening on {server.Addresses[0]}");

while (await Console.In.ReadLineAsync() is { } line) server.Broadcast(line);
