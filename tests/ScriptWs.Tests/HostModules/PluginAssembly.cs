using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ScriptWs.Tests.HostModules;

/// <summary>Compiles an assembly with modules, as a project of its own would.</summary>
internal static class PluginAssembly
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "ScriptWs.dll" or "netstandard.dll" or "System.Private.CoreLib.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A module <c>Orders</c> with one function.</summary>
    public static void WriteOrders(string path, string function = "[ScriptFunction] public string Find(int id) => $\"order {id}\";") =>
        Write(path, $"using ScriptWs;\npublic sealed class Orders {{ {function} }}");

    public static void Write(string path, string source)
    {
        var compilation = CSharpCompilation.Create(
            $"Orders{Guid.CreateVersion7():N}",
            [CSharpSyntaxTree.ParseText(source)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }
}
