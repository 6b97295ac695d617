using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using ScriptWs.Configuration;
using ScriptWs.Http;

namespace ScriptWs.Tests.Samples;

/// <summary>The C# of docs/configuration.md, compiled.</summary>
internal static class ConfigurationSample
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScriptWs(builder.Configuration.GetSection("ScriptWs"));
    }

    public static async Task RunAsync(IConfigurationSection section)
    {
        var server = new ScriptWsServer(() => ServerConfiguration.From(section, AppContext.BaseDirectory));
        using var watch = ChangeToken.OnChange(section.GetReloadToken, () => _ = server.ReloadAsync());
        await server.StartAsync();
        await server.Completion;
    }
}
