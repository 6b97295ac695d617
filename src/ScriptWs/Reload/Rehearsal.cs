using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>
/// A script is loaded, and stepped from one generation to the next, before the first real reload of the process; no client sees
/// it. The code for a reload is then compiled while workers go on, not while they are parked (20 ms there, half a millisecond
/// afterwards).
/// </summary>
internal static class Rehearsal
{
    /// <summary>What the parser has to know for most scripts, then what a step between generations does.</summary>
    private const string Script = """
        function onlyParsed(text) {
          const NAME = /^[\p{L}\d]{1,20}$/u, { a: first = 1, ...others } = { a: 1, [`b${1}`]: -2, async c() { }, get d() { return 0; } };
          const lines = new Map([['x', { run: async ([word, ...rest], by = null) => { for (const one of rest) if (!one?.x && (by ??= one)) return await word; } }]]);
          class Room { #members = new Set(); static at = 0; get size() { return this.#members.size; } *each() { yield* this.#members; } }
          let count = 0, list = [...[1, 2]].map((n, i) => ({ n, i })).filter(({ n }) => n > 1 ? true : typeof n === 'number');
          try { do { count++; text += `${count} ${text.length}`; } while (count < 2 && text !== ''); } catch { throw new Error(text); } finally { delete others.b; }
          switch (text) { case 'a': break; default: for (let i = 0; i < 2; i++) continue; }
          return NAME.test(text) || (first, lines.get('x') instanceof Room) ? void 0 : list[0]?.n ** 2 % 3;
        }
        export function onUnload() { return { list: [1, 2n, 'x'], map: new Map([[1, new Set([true])]]), date: new Date(0), bytes: new Uint8Array(1) }; }
        export function onLoad(state, { from, to }) { if (state.list.length + from + to < 0) throw new Error(); }
        export function onStart() { }
        """;

    /// <summary>After the start of the first server that watches its scripts: before, the processors have other work.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private static readonly StrongBox<ITimer?> Timer = new();

    /// <summary>Does it once in a process, on a thread of its own.</summary>
    public static void BeginLater(TimeProvider clock)
    {
        if (Volatile.Read(ref Timer.Value) is not null) return;
        var timer = clock.Timer("the rehearsal of a reload", Begin);
        if (Interlocked.CompareExchange(ref Timer.Value, timer, null) is null) timer.Change(Delay, Timeout.InfiniteTimeSpan);
        else timer.Dispose();
    }

    private static void Begin() => Background.TryStartThread("ScriptWs rehearsal", Run);

    private static void Run()
    {
        try
        {
            RunAsync().GetAwaiter().GetResult();
        }
        catch (ScriptLoadException)
        {
            // Too slow for a turn's budget: the machine has other worries now, and nothing else has happened.
        }
    }

    /// <exception cref="ScriptLoadException">The machine is too busy.</exception>
    internal static async Task RunAsync()
    {
        var module = ScriptModule.FromText("rehearsal.js", Script);
        _ = module.Fingerprint;
        using var slot = new ScriptSlot(mailboxLimit: 1, TimeProvider.System, NullLogger.Instance);
        slot.Begin(CreateHost);
        var swap = new GenerationSwap([slot], TimeProvider.System);
        await swap.RunAsync([CreateHost()], TimeSpan.FromSeconds(1), _ => CreateHost(), Leaving.Everything, static () => { }).ConfigureAwait(false);

        ScriptHost CreateHost() => new(module, new ScriptHostServices
        {
            Registry = new ConnectionRegistry(),
            Clock = TimeProvider.System,
            ScriptLog = NullLogger.Instance,
            Log = NullLogger.Instance,
            WakeAfter = static _ => { },
            Post = static _ => { },
            RequestReplacement = static () => { },
            RequestRestart = static () => { },
            RequestStop = static () => { },
            Budget = ScriptBudget.From(new ScriptOptions()),
            CloseOnFailure = false,
        });
    }
}
