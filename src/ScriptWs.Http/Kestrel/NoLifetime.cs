using Microsoft.Extensions.Hosting;

namespace ScriptWs.Http.Kestrel;

/// <summary>The web application lives as long as the server that forwards to it: no signal of the process ends it.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
