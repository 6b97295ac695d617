using System.Text.RegularExpressions;

namespace ScriptWs.HostModules;

/// <summary>Which names modules of C# and their functions may have.</summary>
internal static partial class ModuleNames
{
    /// <exception cref="ArgumentException">It is no name of a module.</exception>
    public static void Require(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!ModuleName().IsMatch(name))
        {
            throw new ArgumentException(
                $"A module cannot be named \"{name}\"; take at most 64 letters, digits, . _ and -, a letter first.", nameof(name));
        }
    }

    public static bool IsExport(string name) => ExportName().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex ModuleName();

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_$]*\z")]
    private static partial Regex ExportName();
}
