using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Protocol;

namespace ScriptWs.Supervision;

/// <summary>
/// Lets everyone go: newcomers are answered 503, <c>onShutdown</c> runs, connections are closed in batches, each behind what
/// it has sent, and their closing handshakes are awaited. All within the grace; then what is left is dropped.
/// </summary>
internal sealed class Drain(
    Func<ShutdownOptions> options, Admission admission, ConnectionRegistry registry, Func<IEnumerable<ScriptSlot>> slots, TimeProvider clock, ILogger log)
{
    /// <summary>The reason that scripts were told when it happened.</summary>
    public const string Fault = "fault";

    private readonly CancellationTokenSource _now = new();

    /// <summary>Drops what is left, at once. Any thread, any number of times.</summary>
    public void Hurry() => _now.Cancel();

    /// <summary>Completes when no connection is left.</summary>
    /// <param name="reason">What <c>onShutdown</c> is told.</param>
    /// <param name="status">What connections are closed with.</param>
    /// <param name="stopListening">Called when all connections are gone: until then newcomers get an answer.</param>
    public async Task RunAsync(string reason, CloseStatus status, Action stopListening)
    {
        admission.Drain();
        if (registry.Count > 0) Log.DrainBegan(log, reason, registry.Count);
        using var grace = new CancellationTokenSource(options().Grace, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, _now.Token);
        try
        {
            if (reason != Fault) await Task.WhenAll(slots().Select(slot => slot.OnShutdown(reason))).WaitAsync(limit.Token).ConfigureAwait(false);
            await CloseAllAsync(status, limit.Token).ConfigureAwait(false);
            await admission.WhenNobodyIsIn().WaitAsync(limit.Token).ConfigureAwait(false);
            stopListening();
            admission.Close();
            await admission.WhenEmpty().WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Log.DrainCutShort(log, registry.Count);
            stopListening();
            admission.Close();
            admission.AbortAll();
        }
    }

    /// <summary>In batches, so that not all clients come back at the same moment.</summary>
    private async Task CloseAllAsync(CloseStatus status, CancellationToken cancellationToken)
    {
        registry.CloseNewcomers(status);
        var (first, shutdown) = (true, options());
        foreach (var batch in registry.Snapshot().Chunk(shutdown.BatchSize))
        {
            if (!first) await Task.Delay(shutdown.BatchInterval, clock, cancellationToken).ConfigureAwait(false);
            first = false;
            foreach (var connection in batch) connection.CloseInTurn(status);
        }
    }
}
