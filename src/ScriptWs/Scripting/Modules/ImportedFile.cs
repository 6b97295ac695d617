using Jint.Runtime.Modules;

namespace ScriptWs.Scripting;

/// <summary>Finds the file that an import means, for engines and for checks that run nothing.</summary>
internal static class ImportedFile
{
    /// <param name="module">The script.</param>
    /// <param name="importer">The importing file, relative to the root.</param>
    /// <param name="request">What it imports.</param>
    /// <returns>The imported file, relative to the root.</returns>
    /// <exception cref="ScriptLoadException">There is none, or it cannot be imported so.</exception>
    public static string Find(ScriptModule module, string importer, ModuleRequest request)
    {
        var path = module.Resolve(importer, request.Specifier);
        if (ImportKinds.Problem(path, request) is { } problem) throw module.Refused(importer, request.Specifier, problem);
        if (ImportKinds.Of(request) == ImportKind.Code) module.RequireModule(importer, request.Specifier, path);
        return path;
    }
}
