using ScriptWs.Fuzz.Script;
using ScriptWs.Fuzz.TypeScript;
using ScriptWs.Fuzz.Wire;

namespace ScriptWs.Fuzz;

/// <summary>Everything that can be fuzzed. A new target is a line here and, for what it has found, a folder in the corpus.</summary>
public static class FuzzTargets
{
    private static readonly (string Name, Func<Task<IFuzzTarget>> Create)[] All =
    [
        ("wire/heads", () => Task.FromResult<IFuzzTarget>(new HeadTarget())),
        ("wire/proxy", () => Task.FromResult<IFuzzTarget>(new ProxyHeaderTarget())),
        ("wire/frames", () => Task.FromResult<IFuzzTarget>(new FrameTarget())),
        ("wire/server", () => ServerTarget.StartAsync("wire/server", tls: false)),
        ("wire/tls", () => ServerTarget.StartAsync("wire/tls", tls: true)),
        ("script/programs", () => Task.FromResult<IFuzzTarget>(new ScriptTarget())),
        ("typescript/erasure", () => Task.FromResult<IFuzzTarget>(new TypeScriptTarget())),
    ];

    public static IReadOnlyList<string> Names => [.. All.Select(target => target.Name)];

    /// <summary>The names that an argument selects: a whole name, or its first part.</summary>
    public static IReadOnlyList<string> Select(string? wanted) =>
        [.. Names.Where(name => wanted is null || name == wanted || name.StartsWith(wanted + "/", StringComparison.Ordinal))];

    public static Task<IFuzzTarget> CreateAsync(string name) => All.First(target => target.Name == name).Create();
}
