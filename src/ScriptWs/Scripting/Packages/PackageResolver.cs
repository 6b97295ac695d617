using ScriptWs.Configuration;

namespace ScriptWs.Scripting.Packages;

/// <summary>
/// Finds what the specifiers of packages mean: <c>zod</c>, <c>@scope/name/path</c> and <c>#name</c>. Only files under the root.
/// </summary>
internal sealed class PackageResolver(string root, PackageFolders folders, PackageAdvice advice, Action<string> consulted)
{
    /// <summary>Packages whose <c>#name</c> stands for a package whose … at most.</summary>
    private const int MaxHops = 8;

    private static readonly string[] Endings = ["", ".js", ".mjs", "/index.js", "/index.mjs"];

    /// <returns>The file, relative to the root; <c>null</c> when no package of the name is installed.</returns>
    /// <param name="importer">The importing file, relative to the root.</param>
    /// <param name="specifier">What the script wrote.</param>
    /// <exception cref="ScriptLoadException">The package has no such file, or not for importing.</exception>
    public string? Resolve(string importer, string specifier) => Resolve(importer, specifier, MaxHops);

    /// <summary>A file inside a package that is named without its ending, as code made for bundlers does.</summary>
    /// <param name="path">Relative to the root.</param>
    /// <returns>The file, relative to the root; <c>null</c> when there is none.</returns>
    public string? FileAt(string path)
    {
        foreach (var ending in Endings)
        {
            var wanted = Path.GetFullPath(Path.Combine(root, path + ending));
            if (ending.Length > 0 && ending[0] == '/' && !Directory.Exists(Path.Combine(root, path)) && !SourceFiles.AreKept) continue;
            if (ScriptPaths.Find(root, wanted) is not { } found) continue;

            consulted(wanted);
            return found;
        }

        return null;
    }

    private string? Resolve(string importer, string specifier, int hops)
    {
        if (hops == 0) throw new ScriptLoadException("the names of its package lead to each other");
        if (specifier.StartsWith('#')) return OwnImport(importer, specifier, hops);
        if (PackageName.Of(specifier) is not { } name) return null;
        if (folders.ScopeOf(importer) is { Exports: not null } own && own.Name == name.Package) return Exported(own, name.Subpath);
        return folders.Installed(importer, name.Package) is { } package ? InPackage(package, name) : null;
    }

    private string OwnImport(string importer, string specifier, int hops)
    {
        if (folders.ScopeOf(importer) is not { Imports: { } imports } package)
        {
            throw new ScriptLoadException(
                "names with # are those of \"imports\" in the package.json of the file's own package, which has none");
        }

        if (PackageTargets.Imported(imports, specifier) is not { } target)
        {
            throw new ScriptLoadException(
                $"\"imports\" in the package.json has no such name; it has {PackageAdvice.Quoted(PackageTargets.Names(imports))}");
        }

        if (target.StartsWith("./", StringComparison.Ordinal)) return FileIn(package, target);
        return Resolve(importer, target, hops - 1)
            ?? throw new ScriptLoadException($"it stands for \"{target}\", and {advice.Missing(target, folders.IsInstalledAbove(target))}");
    }

    private string InPackage(PackageJson package, PackageName name)
    {
        if (package.Exports is not null) return Exported(package, name.Subpath);
        if (name.Subpath != ".")
        {
            return FileAt(package.PathOf(name.Subpath[2..]))
                ?? throw new ScriptLoadException($"the package \"{name.Package}\" has no file \"{name.Subpath[2..]}\"");
        }

        foreach (var entry in new[] { package.Module, package.Main, "index.js" })
        {
            if (entry is not null && FileAt(package.PathOf(entry.TrimEnd('/'))) is { } found) return found;
        }

        throw new ScriptLoadException(
            $"the package \"{name.Package}\" has nothing to import: neither \"exports\", \"module\", \"main\" nor index.js; "
            + "it may consist of types only");
    }

    private string Exported(PackageJson package, string subpath)
    {
        if (PackageTargets.Exported(package.Exports!.Value, subpath) is { } target) return FileIn(package, target);

        var problem = PackageAdvice.NotExported(package, subpath, package.Exports.Value);
        var isForRequire = subpath == "." || PackageTargets.Names(package.Exports.Value).Contains(subpath);
        throw new ScriptLoadException(isForRequire ? $"{problem}; {advice.Bundle(package.Name + subpath[1..])}" : problem);
    }

    private string FileIn(PackageJson package, string target)
    {
        var isInside = target.StartsWith("./", StringComparison.Ordinal)
            && !target[2..].Split('/', '\\').Any(part => part is "." or ".." or PackageFolders.ModulesFolder);
        if (!isInside || target.Contains('\0'))
            throw new ScriptLoadException($"its package.json leads to \"{target}\", which is not a file of the package");

        var wanted = Path.GetFullPath(Path.Combine(root, package.PathOf(target[2..])));
        consulted(wanted);
        return ScriptPaths.Find(root, wanted)
            ?? throw new ScriptLoadException(
                $"its package.json leads to \"{target}\", and there is no such file; install the package again");
    }
}
