using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Scripting;
using ScriptWs.Storage;

namespace ScriptWs.Fuzz.Script;

/// <summary>A program in an engine of its own, with small budgets. The program is what onStart does.</summary>
internal sealed class HostedProgram : IDisposable
{
    public static readonly ScriptBudget Budget = new(TimeSpan.FromMilliseconds(200), 32 << 20, 0, TimeSpan.FromMilliseconds(50));

    /// <summary>For the fuzzer's own needs, on a machine that may be very busy.</summary>
    public static readonly ScriptBudget Patient = new(TimeSpan.FromMinutes(1), Budget.Memory, 0, TimeSpan.FromMinutes(1));

    private const int MaxKeys = 1000;
    private const int MaxBytes = 1 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("scriptws-fuzz-").FullName;

    /// <exception cref="ScriptLoadException">It is no script.</exception>
    public HostedProgram(string program, ScriptBudget budget)
    {
        try
        {
            var file = Path.Combine(_folder, "main.js");
            File.WriteAllText(file, $"{File.ReadAllText(DataFile("hostile.js"))}\nexport function onStart() {{\n{program}\n}}\n\n");
            Host = new ScriptHost(ScriptModule.Load(file, "scripts/main.js"), new ScriptHostServices
            {
                Registry = new ConnectionRegistry(),
                Storage = new StorageAccess(
                    new MemoryStorage(static () => new StorageLimits(MaxKeys, MaxBytes, 0, 0), TimeProvider.System), "/", MaxBytes),
                Clock = TimeProvider.System,
                ScriptLog = Log,
                Log = Log,
                WakeAfter = static _ => { },
                Post = static _ => { },
                RequestReplacement = static () => { },
                RequestRestart = static () => { },
                RequestStop = static () => { },
                Budget = budget,
                CloseOnFailure = true,
            });
            Host.Succession.GoLive();
        }
        catch
        {
            Directory.Delete(_folder, recursive: true);
            throw;
        }
    }

    public ScriptHost Host { get; }

    public HeardLog Log { get; } = new();

    public static string DataFile(string name) => Path.Combine(AppContext.BaseDirectory, "Script", name);

    /// <summary>Threads with the stack that turns have in a server.</summary>
    public static Thread OnTurnThread(Action run) => new(() => run(), TurnThreads.StackSize) { IsBackground = true };

    public void Dispose()
    {
        Host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
