using ScriptWs.Dispatch;

namespace ScriptWs.Reload;

/// <summary>
/// Holds the workers of an endpoint, all of them between two turns, so that no turn of one generation runs beside one of
/// another. No thread waits meanwhile: what comes in stays in the mailboxes.
/// </summary>
internal sealed class WorkerPause : IDisposable
{
    private readonly IReadOnlyList<ScriptWorker> _workers;

    private WorkerPause(IReadOnlyList<ScriptWorker> workers) => _workers = workers;

    /// <returns><c>null</c> when not all workers ended their turns within the limit; then none is held.</returns>
    public static async Task<WorkerPause?> TryBeginAsync(IReadOnlyList<ScriptWorker> workers, TimeSpan limit, TimeProvider clock)
    {
        var parking = workers.Select(worker => worker.ParkAsync()).ToArray();
        try
        {
            await Task.WhenAll(parking).WaitAsync(limit, clock).ConfigureAwait(false);
            return new WorkerPause(workers);
        }
        catch (TimeoutException)
        {
            for (var i = 0; i < parking.Length; i++)
            {
                if (workers[i].TryCancelParking()) continue;
                await parking[i].ConfigureAwait(false);
                workers[i].Resume();
            }

            return null;
        }
    }

    /// <summary>Lets all workers go on.</summary>
    public void Dispose()
    {
        foreach (var worker in _workers) worker.Resume();
    }
}
