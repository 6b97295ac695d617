using System.Reflection;

namespace ScriptWs.Testing;

/// <summary>How the scriptws command is started as a program of its own, for steps about it.</summary>
public static class ScriptWsCommand
{
    private const string Name = "ScriptWs.Cli";

    /// <summary>The folder that holds ScriptWs.Cli.dll. Default: that of the running program.</summary>
    public static string Folder { get; set; } = AppContext.BaseDirectory;

    internal static string Program => IsNative ? Environment.ProcessPath! : "dotnet";

    internal static IReadOnlyList<string> Arguments => IsNative ? [] : [File.Exists(Dll) ? Dll : throw new SkipStepException($"There is no {Name}.dll in {Folder}.")];

    private static string Dll => Path.Combine(Folder, $"{Name}.dll");

    /// <summary>Whether the running program is the command itself, and was not started by <c>dotnet</c>.</summary>
    private static bool IsNative => Assembly.GetEntryAssembly()?.GetName().Name == Name && Path.GetFileNameWithoutExtension(Environment.ProcessPath) is Name or "scriptws";
}
