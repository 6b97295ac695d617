using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>
/// The step from one generation to the next on all workers of an endpoint: all of them take it, or none. The new hosts
/// were made before, apart from the workers.
/// </summary>
internal sealed class GenerationSwap(IReadOnlyList<ScriptSlot> slots, TimeProvider clock)
{
    private readonly ScriptWorker[] _workers = [.. slots.Select(slot => slot.Worker)];

    /// <param name="hosts">The new hosts, one for each worker; disposed when they are refused.</param>
    /// <param name="pauseLimit">How long to wait for running turns to end.</param>
    /// <param name="createHost">How each is made again.</param>
    /// <param name="leaving">What a replaced host leaves to the new one; the new one takes it over.</param>
    /// <param name="live">Called when the new hosts are in place and no turn has run yet.</param>
    /// <exception cref="ScriptLoadException">Nothing has changed; the message says why.</exception>
    public async Task RunAsync(
        IReadOnlyList<ScriptHost> hosts, TimeSpan pauseLimit, Func<ScriptSlot, ScriptHost> createHost, Leaving leaving, Action live)
    {
        using var pause = await WorkerPause.TryBeginAsync(_workers, pauseLimit, clock).ConfigureAwait(false)
            ?? throw new ScriptLoadException(
                $"a handler did not return within {pauseLimit.TotalSeconds:0.#} s, so that the version could not be changed between two turns; "
                + "it is tried again at the next change.");
        await EachAsync(
            i => hosts[i].Succession.TakeOver(slots[i].Host!.Succession.Leave(leaving)),
            undo: i => slots[i].Host!.Succession.Stay()).ConfigureAwait(false);
        for (var i = 0; i < slots.Count; i++)
        {
            var slot = slots[i];
            slot.Exchange(hosts[i], () => createHost(slot));
        }

        live();
        await EachAsync(i => Start(hosts[i]), undo: _ => { }).ConfigureAwait(false);
    }

    private static void Start(ScriptHost host)
    {
        Cork.Begin();
        host.OnStart();
        Cork.End();
    }

    /// <summary>Does something on every worker at once; if it fails on one, takes it back on all.</summary>
    private async Task EachAsync(Action<int> action, Action<int> undo)
    {
        try
        {
            if (slots.Count == 1) action(0);
            else await Task.WhenAll(Enumerable.Range(0, slots.Count).Select(i => Task.Run(() => action(i)))).ConfigureAwait(false);
        }
        catch
        {
            for (var i = 0; i < slots.Count; i++) undo(i);
            throw;
        }
    }
}
