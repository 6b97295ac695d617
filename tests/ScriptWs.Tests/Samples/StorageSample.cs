using ScriptWs.Configuration;
using ScriptWs.Storage;

namespace ScriptWs.Tests.Samples;

/// <summary>The C# of the package page of ScriptWs.Storage, compiled.</summary>
internal static class StorageSample
{
    public static async Task RunAsync(ScriptWsOptions options)
    {
        await using var server = new ScriptWsServer(options).UseFileStorage();
        await server.StartAsync();
    }
}
