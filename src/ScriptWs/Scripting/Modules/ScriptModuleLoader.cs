using Jint;
using Jint.Native.Error;
using Jint.Native.Json;
using Jint.Runtime;
using Jint.Runtime.Modules;

namespace ScriptWs.Scripting;

/// <summary>
/// Gives one engine the files of one <see cref="ScriptModule"/>, and nothing outside its root. What it refuses is an error that
/// a script can catch around <c>import()</c>; where nothing catches it, the <see cref="ScriptLoadException"/> inside is the message.
/// </summary>
internal sealed class ScriptModuleLoader(ScriptModule module) : IModuleLoader
{
    private ErrorConstructor? _typeError;
    private ErrorConstructor? _syntaxError;
    private HostImports? _hostImports;

    /// <summary>Keeps the engine's own kinds of errors, before a script can replace them.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="services">What C# gives to scripts.</param>
    public void Attach(Engine engine, ScriptHostServices services)
    {
        (_typeError, _syntaxError) = (engine.Intrinsics.TypeError, (ErrorConstructor)engine.Global.Get("SyntaxError"));
        _hostImports = new HostImports(engine, services);
    }

    public ResolvedSpecifier Resolve(string? referencingModuleLocation, ModuleRequest moduleRequest)
    {
        if (referencingModuleLocation is null) return Found(moduleRequest, module.Entry);

        var importer = module.PathOf(referencingModuleLocation);
        try
        {
            if (HostImports.Means(moduleRequest.Specifier)) return OfHost(importer, moduleRequest);

            return Found(moduleRequest, ImportedFile.Find(module, importer, moduleRequest));
        }
        catch (ScriptLoadException e)
        {
            throw new JavaScriptException(_typeError!, e.Message, e);
        }
    }

    public Module LoadModule(Engine engine, ResolvedSpecifier resolved)
    {
        try
        {
            return ImportKinds.Of(resolved.ModuleRequest) switch
            {
                ImportKind.Json => ModuleFactory.BuildJsonModule(engine, new JsonParser(engine).Parse(module.ReadJson(resolved.Key)), module.Display(resolved.Key)),
                ImportKind.Text => ModuleFactory.BuildTextModule(engine, resolved, module.ReadText(resolved.Key)),
                _ => ModuleFactory.BuildSourceTextModule(engine, module.Prepare(resolved.Key)),
            };
        }
        catch (ScriptLoadException e)
        {
            throw new JavaScriptException(_syntaxError!, e.Message, e);
        }
    }

    /// <summary>A module of C#, which is in no file.</summary>
    private ResolvedSpecifier OfHost(string importer, ModuleRequest request)
    {
        if ((HostImports.TypeProblem(request) ?? _hostImports!.Provide(request.Specifier)) is { } problem)
            throw new ScriptLoadException($"{HostImports.PlaceOf(module, importer, request.Specifier)}: {problem}");
        return Found(request, request.Specifier);
    }

    private static ResolvedSpecifier Found(ModuleRequest request, string path) =>
        new(request, path, null, SpecifierType.RelativeOrAbsolute);
}
