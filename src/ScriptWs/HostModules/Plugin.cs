using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using ScriptWs.Configuration;
using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>
/// One version of a module that server.json names: its assembly, and its object, which is made when a script first calls.
/// </summary>
internal sealed class Plugin
{
    private const string NotTrimmed =
        "A trimmed program has no assemblies to load; what it lacks then is an error that names the assembly.";

    private readonly PluginContext _context;
    private readonly LazyTarget _target;

    private Plugin(PluginContext context, HostModule module, LazyTarget target) => (_context, Module, _target) = (context, module, target);

    public HostModule Module { get; }

    /// <exception cref="ScriptWsException">It cannot be a module; the message names the file and the remedy.</exception>
    public static Plugin Load(ModuleOptions options, string path)
    {
        var context = new PluginContext($"host:{options.Name}", path);
        try
        {
            var type = FindType(context.LoadMain(), options);
            var target = new LazyTarget(type);
            var json = new ScriptModuleOptions { Json = ModuleJson.Create() };
            var module = ModuleBinder.Bind(options.Name, type, target, json, isConfigured: true);
            return new Plugin(context, module, target);
        }
        catch (Exception e) when (e is ScriptWsException or ArgumentException or IOException or UnauthorizedAccessException
            or BadImageFormatException or TypeLoadException or ReflectionTypeLoadException)
        {
            context.Unload();
            var problem = e is BadImageFormatException ? "it is not an assembly of .NET" : e.Message.TrimEnd('.');
            throw new ScriptWsException($"module \"{options.Name}\": {options.Assembly} cannot be loaded: {problem}.", e);
        }
    }

    /// <summary>Lets the object and the assembly go, once no script is left that imports it.</summary>
    public async Task EndAsync()
    {
        await _target.EndAsync().ConfigureAwait(false);
        _context.Unload();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = NotTrimmed)]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = NotTrimmed)]
    [UnconditionalSuppressMessage("Trimming", "IL2073", Justification = NotTrimmed)]
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicConstructors)]
    private static Type FindType(Assembly assembly, ModuleOptions options)
    {
        if (options.Type is { } wanted)
            return assembly.GetType(wanted) ?? throw new ScriptWsException($"it has no type {wanted}; set modules[].type to its full name");

        Type[] found = [.. assembly.GetExportedTypes().Where(HasFunctions)];
        return found switch
        {
            [var only] => only,
            [] => throw new ScriptWsException("no public type of it has a public method with [ScriptFunction]"),
            _ => throw new ScriptWsException(
                $"{string.Join(" and ", found.Select(type => type.FullName))} have functions; set modules[].type to one of them"),
        };

        static bool HasFunctions(Type type) => type.GetMethods().Any(method => method.IsDefined(typeof(ScriptFunctionAttribute)));
    }
}
