using System.Reflection;
using System.Runtime.Loader;

namespace ScriptWs.Tests.Storage;

/// <summary>ScriptWs.Storage as in a program that was published without the SQLite library of its machine.</summary>
internal sealed class WithoutSqlite() : AssemblyLoadContext("without SQLite")
{
    private static readonly string[] Own = ["ScriptWs.Storage", "Microsoft.Data.Sqlite", "SQLitePCLRaw"];

    /// <summary>Calls a static method of ScriptWs.Storage there.</summary>
    public object? Call(string type, string method, params object?[] arguments)
    {
        try
        {
            return LoadFromAssemblyName(new AssemblyName("ScriptWs.Storage")).GetType($"ScriptWs.Storage.{type}")!
                .GetMethod(method)!.Invoke(null, arguments);
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        Own.Any(name => assemblyName.Name!.StartsWith(name, StringComparison.Ordinal))
            ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll"))
            : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        throw new DllNotFoundException($"Unable to load shared library '{unmanagedDllName}' or one of its dependencies.");
}
