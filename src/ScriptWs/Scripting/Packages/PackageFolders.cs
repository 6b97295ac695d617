using System.Collections.Concurrent;
using System.Text.Json;
using ScriptWs.Configuration;

namespace ScriptWs.Scripting.Packages;

/// <summary>Finds the package.json files of one version of a script, and reads each once. Any thread.</summary>
/// <param name="root">The script root, links resolved.</param>
/// <param name="display">How a file under the root is named in messages.</param>
/// <param name="consulted">Told the full path of each file that was looked for, whether it is there or not.</param>
internal sealed class PackageFolders(string root, Func<string, string> display, Action<string> consulted)
{
    public const string ModulesFolder = "node_modules";

    private const string FileName = "package.json";

    /// <summary>The largest package.json that is read.</summary>
    private const long MaxSize = 1 << 20;

    /// <summary>The most folders between an importing file and the root that are looked into.</summary>
    private const int MaxLevels = 64;

    private readonly ConcurrentDictionary<string, PackageJson> _packages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>What the package.json files hold that were read, by their full path.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts => _texts;

    /// <summary>The package that a file belongs to: the nearest folder with a package.json.</summary>
    /// <exception cref="ScriptLoadException">Its package.json cannot be read.</exception>
    public PackageJson? ScopeOf(string importer)
    {
        foreach (var folder in FoldersAbove(importer))
        {
            if (IsModulesFolder(folder)) return null;
            if (Read(folder) is { } found) return found;
        }

        return null;
    }

    /// <summary>An installed package, in the nearest <c>node_modules</c> that has it.</summary>
    /// <exception cref="ScriptLoadException">Its package.json cannot be read, or lies outside the root.</exception>
    public PackageJson? Installed(string importer, string name)
    {
        foreach (var folder in FoldersAbove(importer))
        {
            if (IsModulesFolder(folder)) continue;
            if (Read(Joined(Joined(folder, ModulesFolder), name)) is { } found) return found;
        }

        return null;
    }

    /// <summary>Whether a package lies in a folder above the root, which scripts cannot reach.</summary>
    public bool IsInstalledAbove(string name)
    {
        var folder = Path.GetDirectoryName(root);
        for (var levels = 0; folder is not null && levels < MaxLevels; levels++, folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, ModulesFolder, name, FileName))) return true;
        }

        return false;
    }

    public static bool IsInPackage(string path) =>
        path.StartsWith(ModulesFolder + "/", StringComparison.Ordinal) || path.Contains($"/{ModulesFolder}/", StringComparison.Ordinal);

    private PackageJson? Read(string folder)
    {
        if (_packages.TryGetValue(folder, out var earlier)) return earlier;

        var wanted = Path.Combine(root, folder, FileName);
        consulted(wanted);
        var real = ScriptPaths.RealPath(wanted);
        if (!SourceFiles.Exists(real)) return null;
        if (ScriptPaths.Relative(root, real) is not { } path)
        {
            throw new ScriptLoadException(
                $"{display(Joined(folder, FileName))} is a link that leads outside the script's folder; install the package inside it");
        }

        var text = ReadText(real, path);
        try
        {
            var package = PackageJson.Parse(Path.GetDirectoryName(path)!.Replace('\\', '/'), text);
            _texts[real] = text;
            return _packages.GetOrAdd(folder, package);
        }
        catch (JsonException e)
        {
            var reason = e.Message.Split('\n')[0].TrimEnd('.');
            throw new ScriptLoadException($"{display(path)} is not a package.json that can be read ({reason}); install the package again");
        }
    }

    private string ReadText(string real, string path)
    {
        try
        {
            if (SourceFiles.LengthOf(real) > MaxSize) throw new ScriptLoadException($"{display(path)} is larger than {MaxSize >> 20} MiB");
            return SourceFiles.ReadAllText(real);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScriptLoadException($"{display(path)} cannot be read", e);
        }
    }

    private static IEnumerable<string> FoldersAbove(string importer)
    {
        var folder = importer;
        for (var levels = 0; levels < MaxLevels && folder.Length > 0; levels++)
        {
            folder = folder.LastIndexOf('/') is var slash and >= 0 ? folder[..slash] : "";
            yield return folder;
        }
    }

    private static bool IsModulesFolder(string folder) =>
        folder == ModulesFolder || folder.EndsWith("/" + ModulesFolder, StringComparison.Ordinal);

    private static string Joined(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
