// A server inside a worker: it starts and stops with the host, and a background job talks to its clients.
// Its settings are a section of appsettings.json, which environment variables and arguments override.
// dotnet run --project src/samples/Worker -- --ScriptWs:Listen:0:Port 8080
using ScriptWs;
using ScriptWs.Configuration;
using ScriptWs.Samples.Worker;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
var settings = builder.Configuration.GetSection("ScriptWs");
builder.Services.AddSingleton(services => new ScriptWsServer(
    () => ServerConfiguration.From(settings, AppContext.BaseDirectory),
    services.GetRequiredService<ILoggerFactory>()));
builder.Services.AddHostedService<Ticker>();
await builder.Build().RunAsync();
