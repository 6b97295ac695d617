using System.Runtime.InteropServices;
using Cucumber.Messages;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Running;

/// <summary>The first message of a run: who made it, on what.</summary>
internal static class MetaMessage
{
    public static Envelope Create() => Envelope.Create(new Meta(
        ProtocolVersion.Version,
        new Product("ScriptWs.Testing", typeof(MetaMessage).Assembly.GetName().Version?.ToString(3)!),
        new Product(".NET", Environment.Version.ToString()),
        new Product(SystemName(), Environment.OSVersion.Version.ToString()),
        new Product(RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(), null!),
        null!));

    private static string SystemName() => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
}
