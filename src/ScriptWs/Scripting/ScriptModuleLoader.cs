using Jint;
using Jint.Runtime.Modules;

namespace ScriptWs.Scripting;

/// <summary>Gives an engine the files of one <see cref="ScriptModule"/>, and nothing outside its root.</summary>
internal sealed class ScriptModuleLoader(ScriptModule module) : IModuleLoader
{
    public ResolvedSpecifier Resolve(string? referencingModuleLocation, ModuleRequest moduleRequest)
    {
        if (referencingModuleLocation is null) return Found(moduleRequest, module.Entry);

        var prefix = module.Display("");
        var importer = referencingModuleLocation.StartsWith(prefix, StringComparison.Ordinal)
            ? referencingModuleLocation[prefix.Length..]
            : referencingModuleLocation;
        return Found(moduleRequest, module.Resolve(importer, moduleRequest.Specifier));
    }

    public Module LoadModule(Engine engine, ResolvedSpecifier resolved) =>
        ModuleFactory.BuildSourceTextModule(engine, module.Prepare(resolved.Key));

    private static ResolvedSpecifier Found(ModuleRequest request, string path) => new(request, path, null, SpecifierType.RelativeOrAbsolute);
}
