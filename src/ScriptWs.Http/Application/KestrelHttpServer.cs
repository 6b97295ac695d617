using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using ScriptWs.Http.Kestrel;
using ScriptWs.Http.Logging;
using ScriptWs.Http.Metrics;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Application;

/// <summary>
/// Kestrel in this process, for the connections that a server forwards. It starts with the first of them, and ends with
/// the server; a server that is started again gets a new one.
/// </summary>
internal sealed class KestrelHttpServer(HttpApplication application, ILogger log) : IHttpServer
{
    private readonly Lock _lock = new();
    private Run? _run;
    private bool _isStopping;

    public bool IsWanted => application.IsWanted;

    /// <summary>The figures of the server that it belongs to; <c>null</c> when they are not wanted.</summary>
    public MetricsCollector? Figures => application.Figures;

    public async Task PrepareAsync()
    {
        Run run;
        lock (_lock) run = _run ??= Start();
        if (await run.Application.ConfigureAwait(false) is null)
        {
            // The first connection tries again.
            lock (_lock) _run = _run == run ? null : _run;
        }
    }

    public bool TryTake(HttpConnection connection)
    {
        Run run;
        lock (_lock)
        {
            if (_isStopping) return false;
            run = _run ??= Start();
        }

        return run.Listener.TryAdd(new ForwardedConnection(connection));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Run? run;
        lock (_lock) (run, _run, _isStopping) = (_run, null, true);
        try
        {
            if (run is not null) await EndAsync(run, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock) _isStopping = false;
        }
    }

    private static async Task EndAsync(Run run, CancellationToken cancellationToken)
    {
        if (await run.Application.ConfigureAwait(false) is not { } application) return;

        await application.StopAsync(cancellationToken).ConfigureAwait(false);
        await application.DisposeAsync().ConfigureAwait(false);
    }

    private Run Start()
    {
        var listener = new ForwardingListener();
        return new Run(listener, Task.Run(() => StartAsync(listener)));
    }

    /// <returns><c>null</c> when it did not start; waiting connections are dropped.</returns>
    private async Task<WebApplication?> StartAsync(ForwardingListener listener)
    {
        try
        {
            var created = application.Create(listener);
            await created.StartAsync().ConfigureAwait(false);
            return created;
        }
        catch (Exception e)
        {
            Log.HttpNotStarted(log, e);
            await listener.DisposeAsync().ConfigureAwait(false);
            return null;
        }
    }

    private sealed record Run(ForwardingListener Listener, Task<WebApplication?> Application);
}
