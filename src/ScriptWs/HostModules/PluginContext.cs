using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;

namespace ScriptWs.HostModules;

/// <summary>
/// Where one version of an assembly of modules lives, with what it brings along. Files are read and not mapped, so that they can be
/// replaced. What the server has is shared with it, so that both mean the same types.
/// </summary>
internal sealed class PluginContext(string name, string path) : AssemblyLoadContext(name, isCollectible: true)
{
    private static readonly string[] Shared = ["ScriptWs", "Microsoft.Extensions.", "System."];

    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>Loads the assembly itself.</summary>
    public Assembly LoadMain() => LoadCopy(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Shared.Any(shared => assemblyName.Name?.StartsWith(shared, StringComparison.Ordinal) == true)) return null;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadCopy(found) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Plugin reports what a trimmed program lacks.")]
    private Assembly LoadCopy(string file)
    {
        using var copy = new MemoryStream(File.ReadAllBytes(file));
        return LoadFromStream(copy);
    }
}
