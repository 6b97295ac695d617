using ScriptWs.Configuration;
using ScriptWs.Scripting.Packages;

namespace ScriptWs.Scripting;

/// <summary>Finds the file that an import means: beside the script, by the import map, or in a package. Any thread.</summary>
internal sealed class ImportResolver
{
    private readonly string _root;
    private readonly ImportMap _map;
    private readonly PackageFolders _folders;
    private readonly PackageResolver _packages;
    private readonly PackageAdvice _advice;
    private readonly Func<string, string> _display;
    private readonly Action<string> _consulted;

    /// <param name="root">The folder that imports stay in, links resolved.</param>
    /// <param name="map">What is imported in the place of some specifiers.</param>
    /// <param name="display">How a file under the root is named in messages.</param>
    /// <param name="consulted">Told the full path of each file that counts, before it is looked for.</param>
    public ImportResolver(string root, ImportMap map, Func<string, string> display, Action<string> consulted)
    {
        (_root, _map, _display, _consulted) = (root, map, display, consulted);
        _folders = new PackageFolders(root, display, consulted);
        _advice = new PackageAdvice(display(""));
        _packages = new PackageResolver(root, _folders, _advice, consulted);
    }

    /// <summary>What the package.json files hold that were read, by their full path.</summary>
    public IEnumerable<KeyValuePair<string, string>> PackageTexts => _folders.Texts;

    /// <returns>The file, relative to the root.</returns>
    /// <param name="importer">The importing file, relative to the root.</param>
    /// <param name="specifier">What the script wrote.</param>
    /// <exception cref="ScriptLoadException">There is no such file, or it may not be imported. The message has no place.</exception>
    public string Resolve(string importer, string specifier)
    {
        if (ScriptPaths.IsRelative(specifier)) return Relative(importer, specifier);

        try
        {
            if (specifier.AsSpan().ContainsAny("\\\0")) throw new ScriptLoadException("a name has no \\");

            var mapped = _map.TargetOf(specifier);
            if (mapped is { IsFile: true }) return FileOf(mapped);
            if (mapped is not null || !ImportAdvice.IsNeverAPackage(specifier))
            {
                if (_packages.Resolve(importer, mapped?.Target ?? specifier) is { } found) return found;
            }

            throw new ScriptLoadException(mapped is not null && mapped.Target != specifier
                ? $"{mapped.Setting} puts \"{mapped.Target}\" in its place, and {Missing(mapped.Target)}"
                : ImportAdvice.ForBare(specifier, Path.Combine(_root, Path.GetDirectoryName(importer) ?? ""), Missing));
        }
        catch (ScriptLoadException e)
        {
            throw new ScriptLoadException($"\"{specifier}\" cannot be imported; {e.Message}", e);
        }
    }

    /// <summary>What to do about a file that is written for <c>require</c>.</summary>
    /// <param name="importer">The importing file, relative to the root.</param>
    /// <param name="specifier">What the script wrote.</param>
    /// <param name="path">The file.</param>
    /// <param name="mark">What tells that it is.</param>
    public string DescribeCommonJs(string importer, string specifier, string path, string mark)
    {
        // What a package's own file imports is bundled together with that package.
        var own = PackageFolders.IsInPackage(importer) ? _folders.ScopeOf(importer)?.Name : null;
        var found = $"{_display(path)} is CommonJS (it contains \"{mark}\")";
        return $"\"{specifier}\" cannot be imported; {found}; {_advice.Bundle(own ?? specifier)}";
    }

    private string Missing(string specifier) => PackageName.Of(specifier) is { } name
        ? _advice.Missing(name.Package, _folders.IsInstalledAbove(name.Package))
        : "it names no package";

    private string FileOf(MappedImport mapped)
    {
        var file = mapped.Target;
        _consulted(file);
        if (ScriptPaths.Relative(_root, ScriptPaths.RealPath(file)) is null)
        {
            throw new ScriptLoadException(
                $"{mapped.Setting} leads to {file}, which is outside the script's folder; only files inside it can be imported");
        }

        return ScriptPaths.Find(_root, file)
            ?? throw new ScriptLoadException($"{mapped.Setting} leads to {file}, and there is no such file");
    }

    private string Relative(string importer, string specifier)
    {
        var found = ScriptPaths.Resolve(_root, importer, specifier, out var problem);
        if (found is not null) return found;
        if (ScriptPaths.Wanted(_root, importer, specifier) is not { } wanted) throw new ScriptLoadException(problem);

        // TypeScript's own style names the file that a compiler would write.
        if (Path.GetExtension(wanted) is ".js" or ".mjs")
        {
            var source = $"{wanted[..^2]}ts";
            if (ScriptPaths.Find(_root, source) is { } typed)
            {
                _consulted(source);
                return typed;
            }
        }

        var file = Path.GetRelativePath(_root, wanted).Replace('\\', '/');
        return (PackageFolders.IsInPackage(importer) ? _packages.FileAt(file) : null) ?? throw new ScriptLoadException(problem);
    }
}
