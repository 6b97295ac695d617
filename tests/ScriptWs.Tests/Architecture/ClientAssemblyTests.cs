using System.Reflection;
using ScriptWs.Client;

namespace ScriptWs.Tests.Architecture;

/// <summary>ScriptWs.Client lies below everything, and is no API.</summary>
public sealed class ClientAssemblyTests
{
    private static readonly Assembly Client = typeof(ServerFrameReader).Assembly;

    [Fact]
    public void Client_Always_ShowsNoType() => Assert.Empty(Client.GetExportedTypes());

    [Fact]
    public void Client_Always_UsesThePlatformOnly() => Violations.None(
        from used in Client.GetReferencedAssemblies()
        where !used.Name!.StartsWith("System.", StringComparison.Ordinal)
        select $"ScriptWs.Client uses {used.Name}; it lies below everything else");

    [Fact]
    public void AcceptGuid_Always_StandsOnce() => Assert.Equal(
        ["src/ScriptWs.Client/Protocol/WebSocketKey.cs"],
        from file in SourceFile.Under("src")
        where file.Lines.Any(line => line.Contains("258EAFA5", StringComparison.Ordinal))
        select file.Path);
}
