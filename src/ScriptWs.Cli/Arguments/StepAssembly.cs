using System.Reflection;
using System.Runtime.Loader;
using ScriptWs.Testing;

namespace ScriptWs.Cli;

/// <summary>Loads steps that are written in C#.</summary>
internal static class StepAssembly
{
    public static bool IsOne(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="CommandException">The file is missing, is no assembly, or has no steps.</exception>
    public static Assembly Load(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full)) throw new CommandException($"{path}: there is no such file; build the project with your steps first.");
        try
        {
            // Its own dependencies lie beside it; ScriptWs and ScriptWs.Testing are those that run already.
            var resolver = new AssemblyDependencyResolver(full);
            AssemblyLoadContext.Default.Resolving += (context, name) => resolver.ResolveAssemblyToPath(name) is { } dependency ? context.LoadFromAssemblyPath(dependency) : null;
            var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(full);
            if (!assembly.GetTypes().Any(type => type.IsDefined(typeof(Reqnroll.BindingAttribute)))) throw new CommandException($"{path}: no class is marked with [Binding]; mark those that hold steps.");
            return assembly;
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or ReflectionTypeLoadException or FileNotFoundException)
        {
            throw new CommandException($"{path}: this is not an assembly with steps: {e.Message}", ExitCode.Mendable, e);
        }
    }
}
