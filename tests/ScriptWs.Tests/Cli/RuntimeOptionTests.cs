using System.Globalization;
using System.Text.Json;
using ScriptWs.Diagnostics;

namespace ScriptWs.Tests.Cli;

/// <summary>What the command asks of the runtime.</summary>
public sealed class RuntimeOptionTests
{
    /// <summary>The runtime reads a number without 0x as decimal digits: the stack was sixteen times too small.</summary>
    [Fact]
    public void StackOfThreads_IsWhatTurnsNeed()
    {
        var file = Path.ChangeExtension(typeof(ScriptWs.Cli.ExitCode).Assembly.Location, ".runtimeconfig.json");
        using var options = JsonDocument.Parse(File.ReadAllText(file));

        var size = options.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.Threading.DefaultStackSize").GetString()!;

        Assert.StartsWith("0x", size, StringComparison.Ordinal);
        Assert.Equal(TurnThreads.StackSize, int.Parse(size[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }
}
