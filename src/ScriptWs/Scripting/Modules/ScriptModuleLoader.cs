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

    /// <summary>Keeps the engine's own kinds of errors, before a script can replace them.</summary>
    public void Attach(Engine engine) =>
        (_typeError, _syntaxError) = (engine.Intrinsics.TypeError, (ErrorConstructor)engine.Global.Get("SyntaxError"));

    public ResolvedSpecifier Resolve(string? referencingModuleLocation, ModuleRequest moduleRequest)
    {
        if (referencingModuleLocation is null) return Found(moduleRequest, module.Entry);

        var importer = module.PathOf(referencingModuleLocation);
        try
        {
            var path = module.Resolve(importer, moduleRequest.Specifier);
            if (ImportKinds.Problem(path, moduleRequest) is { } problem)
                throw new ScriptLoadException($"{module.Display(importer)}: {problem}.");
            return Found(moduleRequest, path);
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

    private static ResolvedSpecifier Found(ModuleRequest request, string path) =>
        new(request, path, null, SpecifierType.RelativeOrAbsolute);
}
