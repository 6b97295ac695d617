using System.Reflection;

namespace ScriptWs.ReqnrollPlugin.JavaScript;

/// <summary>All folders with JavaScript steps that the test assembly names.</summary>
internal sealed class StepFolders
{
    public IReadOnlyList<StepFolder> All { get; private set; } = [];

    public void Read(Assembly assembly)
    {
        var root = Path.GetDirectoryName(assembly.Location)!;
        All =
        [
            .. from attribute in assembly.GetCustomAttributes<StepFileAttribute>()
               let path = attribute.Path.Replace('\\', '/')
               group path by path.LastIndexOf('/') is >= 0 and var end ? path[..end] : "" into folder
               select new StepFolder(folder.Key, root, [.. folder]),
        ];
    }
}
