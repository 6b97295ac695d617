using Jint;
using Jint.Runtime.Modules;
using ScriptWs.Testing.Features;

namespace ScriptWs.Testing.JavaScript;

/// <summary>Finds what steps files import: the harness's own modules, and files inside their project or the current folder.</summary>
internal sealed class StepModuleLoader(string root) : IModuleLoader
{
    /// <summary>What steps files import from.</summary>
    public const string Testing = "scriptws/testing";

    /// <summary>The harness's own modules; no other file can name one.</summary>
    public const string OwnPrefix = "scriptws:";

    /// <summary>The host's side of the harness's own modules.</summary>
    public const string Host = OwnPrefix + "host";

    public ResolvedSpecifier Resolve(string? referencingModuleLocation, ModuleRequest moduleRequest)
    {
        var specifier = moduleRequest.Specifier;
        var isOwn = referencingModuleLocation?.StartsWith(OwnPrefix, StringComparison.Ordinal) ?? false;
        if (specifier == Testing) return new ResolvedSpecifier(moduleRequest, OwnPrefix + "testing.js", null, SpecifierType.Bare);
        if (isOwn) return new ResolvedSpecifier(moduleRequest, specifier == Host ? Host : OwnPrefix + specifier[2..], null, SpecifierType.Bare);

        var importer = referencingModuleLocation ?? "";
        if (referencingModuleLocation is not null && !specifier.StartsWith("./", StringComparison.Ordinal) && !specifier.StartsWith("../", StringComparison.Ordinal))
            throw new FeatureRunException($"{importer}: \"{specifier}\" cannot be imported; steps import \"{Testing}\" and files beside them, as in \"./{specifier.TrimStart('/')}\".");

        var full = Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(importer) ?? "", specifier));
        var relative = Path.GetRelativePath(root, full).Replace('\\', '/');
        if (importer != "" && !IsIn(root, full) && !IsIn(ProjectFolder.Of(Path.GetFullPath(importer, root), root), full))
            throw new FeatureRunException($"{importer}: \"{specifier}\" is outside the project and the current folder; import files inside one of them.");
        // TypeScript's own style names the file that a compiler would write.
        if (Path.GetExtension(full) == ".js" && !File.Exists(full) && File.Exists(Path.ChangeExtension(full, ".ts")))
            return new ResolvedSpecifier(moduleRequest, Path.ChangeExtension(relative, ".ts"), null, SpecifierType.RelativeOrAbsolute);
        if (!File.Exists(full))
            throw new FeatureRunException($"{(importer == "" ? relative : importer)}: there is no file {relative}.");
        return new ResolvedSpecifier(moduleRequest, relative, null, SpecifierType.RelativeOrAbsolute);
    }

    private static bool IsIn(string folder, string file) => file.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    public Module LoadModule(Engine engine, ResolvedSpecifier resolved) =>
        ModuleFactory.BuildSourceTextModule(engine, resolved, Read(resolved.Key));

    private static string WithoutTypes(string key, string text)
    {
        if (Path.GetExtension(key) is not (".ts" or ".mts")) return text;

        try
        {
            return TypeScriptSource.EraseTypes(text, key);
        }
        catch (ScriptWsException e)
        {
            throw new FeatureRunException(e.Message, e);
        }
    }

    private string Read(string key)
    {
        if (!key.StartsWith(OwnPrefix, StringComparison.Ordinal)) return WithoutTypes(key, File.ReadAllText(Path.Combine(root, key)));

        using var stream = typeof(StepModuleLoader).Assembly.GetManifestResourceStream(key[OwnPrefix.Length..])
            ?? throw new FeatureRunException($"The harness has no module \"{key}\".");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
