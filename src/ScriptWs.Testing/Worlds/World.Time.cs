using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing;

/// <summary>Time passes, and everything that it sets in motion comes to rest.</summary>
public sealed partial class World
{
    /// <summary>Rings of timers within one step at most; more is a timer that sets itself without end.</summary>
    private const int MaxRings = 100_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Lets time pass: timers ring in their order, and what each of them sets in motion comes to rest before the next.</summary>
    /// <exception cref="SkipStepException">The run tests a server from outside, whose clock is its own.</exception>
    public async Task AdvanceAsync(TimeSpan time)
    {
        NeedsOwnServer();
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var limit = Clock.Elapsed + time;
        await SettleAsync().ConfigureAwait(false);
        for (var rings = 0; Clock.RingNext(limit); rings++)
        {
            if (rings == MaxRings) throw new StepFailedException($"Timers rang {MaxRings} times while {time} passed; let less time pass.");
            await SettleAsync().ConfigureAwait(false);
        }

        await SettleAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until nothing is on its way: what the clients sent has been handled, what the server sent has been received. A
    /// server that is tested from outside answers a Ping of each client instead.
    /// </summary>
    /// <exception cref="StepFailedException">There is no end of it.</exception>
    public async Task SettleAsync()
    {
        if (Url is not null || _address is not null)
        {
            await AskAllAsync().ConfigureAwait(false);
            return;
        }

        await StartPlannedAsync().ConfigureAwait(false);
        var start = TimeProvider.System.GetTimestamp();
        while (Server is not null && Rest.Obstacle(Servers, _connects, Clients) is { } why)
        {
            if (TimeProvider.System.GetElapsedTime(start) > TestClient.Patience) throw new StepFailedException($"The server does not come to rest: {why}.");
            await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until something is true that will be, once the end of a connection has got about. Bounded by 20 seconds of real time.</summary>
    /// <returns>Whether it is.</returns>
    public async Task<bool> EventuallyAsync(Func<bool> isSo)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        await SettleAsync().ConfigureAwait(false);
        for (var start = TimeProvider.System.GetTimestamp(); !isSo();)
        {
            if (TimeProvider.System.GetElapsedTime(start) > TestClient.Patience) return false;
            await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Twice: the second answer comes after everything that the first ones set in motion for one client.</summary>
    private async Task AskAllAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var client in _clients.Values.Where(client => client.IsOpen && client.Wire.IsReading)) await client.PingPongAsync().ConfigureAwait(false);
        }
    }
}
