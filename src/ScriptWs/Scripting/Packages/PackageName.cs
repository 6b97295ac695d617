using System.Buffers;

namespace ScriptWs.Scripting.Packages;

/// <summary>A specifier such as <c>zod</c>, <c>@scope/name</c> or <c>zod/v4</c>, in its two parts.</summary>
/// <param name="Package">The name of the package.</param>
/// <param name="Subpath"><c>.</c>, or a path as in <c>./v4</c>.</param>
internal readonly record struct PackageName(string Package, string Subpath)
{
    /// <summary>What no name of a package contains.</summary>
    private static readonly SearchValues<char> Foreign = SearchValues.Create("\\%?#:\0");

    /// <returns><c>null</c> when no package can be called so.</returns>
    public static PackageName? Of(string specifier)
    {
        var end = specifier.IndexOf('/');
        if (specifier.StartsWith('@')) end = end < 0 ? -2 : specifier.IndexOf('/', end + 1);
        if (end == -2) return null;

        var package = end < 0 ? specifier : specifier[..end];
        var subpath = end < 0 ? "." : "." + specifier[end..];
        var isName = package.Split('/').All(part => part.Length > 0 && part[0] != '.') && !package.AsSpan().ContainsAny(Foreign);
        return isName && package != PackageFolders.ModulesFolder ? new PackageName(package, subpath) : null;
    }
}
