using Microsoft.AspNetCore.Builder;
using ScriptWs.Configuration;
using ScriptWs.Http;

namespace ScriptWs.Tests.Samples;

/// <summary>The C# of docs/embedding.md about plain HTTP, compiled.</summary>
internal static class HttpSample
{
    public static async Task ServeAsync(ScriptWsOptions options)
    {
        await using var server = new ScriptWsServer(options).ServeHttp(app => app.MapGet("/time", () => DateTimeOffset.UtcNow));
        await server.StartAsync();
    }

    public static WebApplication Host(WebApplicationBuilder builder)
    {
        builder.Services.AddScriptWs();
        var app = builder.Build();
        app.MapScriptWs("/ws", "scripts/chat.js").RequireAuthorization();
        return app;
    }
}
