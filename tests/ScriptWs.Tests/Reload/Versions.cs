namespace ScriptWs.Tests.Reload;

/// <summary>Versions of a handler script with fifty functions and a state: fit ones, and nine kinds that must never go live.</summary>
internal static class Versions
{
    /// <summary>Ways in which a version itself is broken; the tenth, a state that cannot be copied, is the fault of the one before.</summary>
    public const int Kinds = 9;

    private const int Functions = 50;

    /// <summary>Answers <c>fit NUMBER COUNT TEXT</c>, the count being this connection's; <c>spoil</c> and <c>mend</c> change whether its state can be copied.</summary>
    public static string Fit(int number) => Source($"fit {number}");

    /// <summary>Would answer <c>broken …</c>, if it ever answered.</summary>
    public static string Broken(int kind) => (kind % Kinds) switch
    {
        0 => Source("broken syntax").Replace("(connection, text) {", "(connection, text {", StringComparison.Ordinal),
        1 => "throw new Error('at the top');\n" + Source("broken top"),
        2 => "import { x } from './missing.js';\n" + Source("broken import"),
        3 => Source("broken exports").Replace("export ", "", StringComparison.Ordinal),
        4 => "for (;;);\n" + Source("broken loop"),
        5 => Source("broken selfTest") + "export function selfTest() { throw new Error('unwell'); }\n",
        6 => Source("broken onLoad").Replace("state = moved;", "throw new Error('cannot load');", StringComparison.Ordinal),
        7 => "import { x } from '../outside.js';\n" + Source("broken root"),
        _ => Source("broken half")[..^60],
    };

    private static string Source(string answer) => $$"""
        let state = { count: 0, rooms: new Map() };
        {{string.Concat(Enumerable.Range(0, Functions).Select(i => $"function step{i}(x) {{ return x + {i} > 0 ? `${{x}}` : x; }}\n"))}}
        export function onMessage(connection, text) {
          // No turn of a version may run once another worker has run one of a newer version.
          const newest = server.store.get("newest") ?? 0;
          if (newest > server.generation) return connection.send("broken order");
          if (newest < server.generation) server.store.set("newest", server.generation);
          if (text === "spoil") state.bad = () => {};
          if (text === "mend") delete state.bad;
          connection.data.n = (connection.data.n ?? 0) + 1;
          state.count++;
          connection.send(`{{answer}} ${connection.data.n} ${text === "total" ? state.count : step7(text)}`);
        }
        export function onUnload() { return state; }
        export function onLoad(moved) { state = moved; }

        """;
}
