// A server inside a worker: it starts and stops with the host, and a background job talks to its clients.
// dotnet run --project src/samples/Worker -- --Listen:Port 8080
using ScriptWs;
using ScriptWs.Configuration;
using ScriptWs.Samples.Worker;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton(services => new ScriptWsServer(
    new ScriptWsOptions
    {
        BaseDirectory = AppContext.BaseDirectory,
        Listen = [builder.Configuration.GetSection("Listen").Get<ListenOptions>() ?? new ListenOptions()],
        Endpoints = [new EndpointOptions { Script = "clock.js" }],
    },
    services.GetRequiredService<ILoggerFactory>()));
builder.Services.AddHostedService<Ticker>();
await builder.Build().RunAsync();
