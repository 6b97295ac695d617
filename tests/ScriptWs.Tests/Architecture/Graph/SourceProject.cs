using System.Xml.Linq;

namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>A project of src/, as its project file describes it.</summary>
internal sealed record SourceProject(string Name, string Folder, XElement File)
{
    // What the SDK adds with ImplicitUsings.
    private static readonly string[] Implicit =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    /// <summary>The projects with sources of their own; one that is referenced comes before those that reference it.</summary>
    public static IReadOnlyList<SourceProject> All { get; } = Ordered();

    public string AssemblyName => File.Descendants("AssemblyName").FirstOrDefault()?.Value ?? Name;

    public IEnumerable<string> References => Included("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)!);

    /// <summary>The assemblies that see its internals.</summary>
    public IEnumerable<string> FriendAssemblies => Included("InternalsVisibleTo");

    /// <summary>The projects of src/ that see its internals.</summary>
    public IEnumerable<string> Friends =>
        from friend in FriendAssemblies
        from project in All
        where project.AssemblyName == friend
        select project.Name;

    public IEnumerable<string> Files => Repository.Files(Folder, "*.cs").Where(IsCompiled);

    /// <summary>What the project file adds to every file.</summary>
    public string GlobalUsings => string.Concat(
    [
        .. Implicit.Concat(Included("Using")).Select(name => $"global using {name};\n"),
        .. FriendAssemblies.Select(friend => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{friend}\")]\n"),
    ]);

    private static List<SourceProject> Ordered()
    {
        var waiting = (
            from file in Repository.Files("src", "*.csproj")
            let folder = Path.GetDirectoryName(file)!.Replace('\\', '/')
            where folder.Count(letter => letter == '/') == 1 && Repository.Files(folder, "*.cs").Any(IsCompiled)
            select new SourceProject(Path.GetFileNameWithoutExtension(file), folder, XElement.Load(Repository.PathOf(file)))).ToList();
        var ordered = new List<SourceProject>();
        while (waiting.Count > 0)
        {
            var ready = waiting.First(project => project.References.All(name => ordered.Exists(earlier => earlier.Name == name)));
            ordered.Add(ready);
            waiting.Remove(ready);
        }
        return ordered;
    }

    private IEnumerable<string> Included(string item) => File.Descendants(item).Select(each => each.Attribute("Include")!.Value);

    // Templates hold sources of other projects.
    private static bool IsCompiled(string file) => !file.Contains("/content/", StringComparison.Ordinal);
}
