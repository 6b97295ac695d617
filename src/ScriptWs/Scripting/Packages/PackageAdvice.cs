using System.Text.Json;

namespace ScriptWs.Scripting.Packages;

/// <summary>What to do about a package that cannot be imported.</summary>
/// <param name="folder">The script's folder as messages name it, with a slash at its end; empty for the current folder.</param>
internal sealed class PackageAdvice(string folder)
{
    private const int MaxNames = 8;

    public string Missing(string package, bool isAbove) => isAbove
        ? $"it is installed in a folder above the script's, which scripts cannot read; install it inside: {Install(package)}"
        : $"there is no package \"{package}\" in {folder}{PackageFolders.ModulesFolder}; install it with: {Install(package)}";

    public static string NotExported(PackageJson package, string subpath, JsonElement exports)
    {
        var names = PackageTargets.Names(exports).Where(name => name != "./package.json").ToArray();
        if (names.Contains(subpath)) return $"{package.Name} exports \"{subpath}\" for other conditions only";

        var more = names.Length > MaxNames ? ", …" : "";
        return $"{package.Name} exports no \"{subpath}\"; it exports {Quoted(names)}{more}";
    }

    /// <summary>The command works in the script's folder, where the package is found.</summary>
    /// <param name="package">What is bundled: a package, or one with a subpath.</param>
    public string Bundle(string package)
    {
        var last = package.Split('/')[^1];
        var file = Path.GetExtension(last) is ".js" or ".cjs" ? Path.GetFileNameWithoutExtension(last) : last;
        var place = folder.Length == 0 ? "" : $"cd {folder.TrimEnd('/')} && ";
        return $"bundle it with: {place}npx esbuild {package} --bundle --format=esm --outfile={file}.js, "
            + $"and import \"./{file}.js\" from the script's folder";
    }

    /// <summary>The first names of some.</summary>
    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Take(MaxNames).Select(name => $"\"{name}\""));

    private string Install(string package) => $"npm install {(folder.Length == 0 ? "" : $"--prefix {folder.TrimEnd('/')} ")}{package}";
}
