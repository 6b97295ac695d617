// A server inside an ASP.NET Core application: its routes, its users and its logs hold for WebSockets too.
// dotnet run --project src/samples/Web -- --urls http://127.0.0.1:8080
using ScriptWs;
using ScriptWs.Configuration;
using ScriptWs.Http;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddScriptWs(new ScriptWsOptions { Limits = new LimitsOptions { MaxConnections = 1000 } });

var app = builder.Build();
app.MapScriptWs("/ws", "news.js");
app.MapGet("/", () => "Connect a WebSocket to /ws; POST a text to /news, and everybody there receives it.");
app.MapPost("/news", async (HttpRequest request, ScriptWsServer server) =>
{
    using var body = new StreamReader(request.Body);
    return $"told {server.Broadcast(await body.ReadToEndAsync())}\n";
});
await app.RunAsync();
