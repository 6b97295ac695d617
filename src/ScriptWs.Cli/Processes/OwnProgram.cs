using System.Diagnostics;

namespace ScriptWs.Cli.Processes;

/// <summary>How this very program is started once more: as itself, or by <c>dotnet</c> where that hosts it.</summary>
internal static class OwnProgram
{
    /// <summary>Asked for once, at the start: when the file is replaced by a newer one, the newer one is started.</summary>
    private static readonly string Program = Environment.ProcessPath ?? "dotnet";

    private static bool IsHosted => Path.GetFileNameWithoutExtension(Program) == "dotnet";

    public static ProcessStartInfo With(IReadOnlyList<string> arguments) =>
        new(Program, IsHosted ? ["exec", Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll"), .. arguments] : arguments) { UseShellExecute = false };
}
