using ScriptWs.Configuration;

namespace ScriptWs.Scripting;

/// <summary>What to do about an import that scripts elsewhere have and scripts here do not.</summary>
internal static class ImportAdvice
{
    private const string NodePrefix = "node:";

    /// <summary>Modules of Node, and what scripts have in their place; <c>null</c> where there is nothing.</summary>
    private static readonly Dictionary<string, string?> NodeModules = new(StringComparer.Ordinal)
    {
        ["assert"] = "throw an Error",
        ["buffer"] = "use Uint8Array, TextEncoder and TextDecoder",
        ["console"] = "use the global console",
        ["crypto"] = "use the global crypto",
        ["events"] = "use the global EventTarget",
        ["perf_hooks"] = "use the global performance",
        ["process"] = "read server.settings",
        ["punycode"] = "use the global URL",
        ["querystring"] = "use the global URLSearchParams",
        ["string_decoder"] = "use the global TextDecoder",
        ["test"] = "write a feature, and run it with scriptws test",
        ["timers"] = "use the global setTimeout and setInterval",
        ["url"] = "use the global URL",
        ["util"] = "use TextEncoder, TextDecoder and structuredClone",
        ["ws"] = "export onConnect and onMessage: this script is the server; use the global WebSocket to connect to others",
        ["fs"] = null,
        ["path"] = null,
        ["os"] = null,
        ["net"] = null,
        ["tls"] = null,
        ["dns"] = null,
        ["dgram"] = null,
        ["http"] = "use the global fetch, or export onRequest to answer HTTP requests",
        ["https"] = "use the global fetch, or export onRequest to answer HTTP requests",
        ["http2"] = null,
        ["stream"] = "use the global ReadableStream",
        ["zlib"] = "use the global CompressionStream",
        ["vm"] = null,
        ["v8"] = null,
        ["module"] = null,
        ["cluster"] = "set \"dispatch\": \"parallel\" for the endpoint",
        ["worker_threads"] = "set \"dispatch\": \"parallel\" for the endpoint",
        ["child_process"] = null,
        ["readline"] = null,
        ["repl"] = null,
        ["sqlite"] = "use server.storage",
        ["async_hooks"] = null,
        ["diagnostics_channel"] = null,
        ["inspector"] = null,
        ["constants"] = null,
        ["domain"] = null,
        ["sys"] = null,
        ["trace_events"] = null,
        ["tty"] = null,
        ["wasi"] = null,
    };

    /// <summary>Whether a specifier means something of Node.js whatever is installed.</summary>
    public static bool IsNeverAPackage(string specifier) => specifier == "ws" || specifier.Contains(':');

    /// <summary>For a specifier that begins with neither <c>./</c> nor <c>../</c>.</summary>
    /// <param name="specifier">What the script wrote.</param>
    /// <param name="folder">The folder of the importing file.</param>
    /// <param name="missing">What to do about a package that is not installed.</param>
    public static string ForBare(string specifier, string folder, Func<string, string> missing)
    {
        var isNode = specifier.StartsWith(NodePrefix, StringComparison.Ordinal);
        var name = (isNode ? specifier[NodePrefix.Length..] : specifier).TrimStart('/');
        if (specifier.Contains("://", StringComparison.Ordinal) || specifier.StartsWith("data:", StringComparison.Ordinal))
            return "only files beside the script can; save the module there";
        if (!isNode && Beside(folder, name) is { } file) return $"did you mean \"./{file}\"?";
        if (isNode || NodeModules.ContainsKey(name.Split('/')[0]))
        {
            var instead = NodeModules.GetValueOrDefault(name.Split('/')[0]);
            return $"scripts run without Node: {instead ?? "they have no file system, sockets or processes; a module of C# can provide them"}";
        }

        return specifier.StartsWith('/') || Path.GetExtension(name) is ".js" or ".mjs"
            ? $"only files beside the script can, as in \"./{name}\""
            : missing(specifier);
    }

    /// <summary>For a file that is not there.</summary>
    /// <param name="specifier">What the script wrote.</param>
    /// <param name="file">Where the file would be.</param>
    public static string ForMissing(string specifier, string file) =>
        Beside(Path.GetDirectoryName(file)!, Path.GetFileName(file)) is { } found
            ? $"there is no such file; did you mean \"{specifier[..(specifier.LastIndexOf('/') + 1)]}{found}\"?"
            : "there is no such file";

    /// <summary>A file that has the name but for its ending, its case or a typing error.</summary>
    private static string? Beside(string folder, string name)
    {
        if (name.Contains('/') || name.Length == 0 || !Directory.Exists(folder)) return null;

        List<string> scripts =
        [
            .. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file))
                .Where(file => Path.GetExtension(file) is ".js" or ".mjs" or ".ts" or ".mts").Order(StringComparer.Ordinal),
        ];
        return scripts.Find(file => file == name)
            ?? scripts.Find(file => Path.GetFileNameWithoutExtension(file) == Path.GetFileNameWithoutExtension(name))
            ?? (Path.HasExtension(name) ? Nearest.To(name, scripts) : null);
    }
}
