using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>
/// A step between two generations that nobody sees, before the first real one of the process: the code for it is then
/// compiled while workers go on, and not while they are parked (20 ms there, half a millisecond afterwards).
/// </summary>
internal static class Rehearsal
{
    private const string Script = """
        export function onUnload() { return { list: [1, 2n, 'x'], map: new Map([[1, new Set([true])]]), date: new Date(0), bytes: new Uint8Array(1) }; }
        export function onLoad(state, { from, to }) { if (state.list.length + from + to < 0) throw new Error(); }
        export function onStart() { }
        """;

    private static readonly Lazy<Thread> Begun = new(Start);

    /// <summary>Does it the first time it is called, on a thread of its own that leaves the processors to others.</summary>
    public static void Begin() => _ = Begun.Value;

    private static Thread Start()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "ScriptWs rehearsal", Priority = ThreadPriority.BelowNormal };
        thread.Start();
        return thread;
    }

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

    private static async Task RunAsync()
    {
        var module = ScriptModule.FromText("rehearsal.js", Script);
        _ = module.Fingerprint;
        using var slot = new ScriptSlot(mailboxLimit: 1, TimeProvider.System, NullLogger.Instance);
        slot.Begin(CreateHost);
        var swap = new GenerationSwap([slot], TimeProvider.System);
        await swap.RunAsync([CreateHost()], TimeSpan.FromSeconds(1), _ => CreateHost(), host => host.Unload(), static () => { }).ConfigureAwait(false);

        ScriptHost CreateHost() => new(module, new ScriptHostServices
        {
            Registry = new ConnectionRegistry(),
            Clock = TimeProvider.System,
            ScriptLog = NullLogger.Instance,
            Log = NullLogger.Instance,
            WakeAfter = static _ => { },
            RequestReplacement = static () => { },
            RequestRestart = static () => { },
            RequestStop = static () => { },
            Budget = ScriptBudget.From(new ScriptOptions()),
            CloseOnFailure = false,
        });
    }
}
