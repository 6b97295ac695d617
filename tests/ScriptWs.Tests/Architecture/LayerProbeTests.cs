using ScriptWs.Tests.Architecture.Graph;

namespace ScriptWs.Tests.Architecture;

/// <summary>
/// Shows that the table of folders sees every way to name a type above. Each probe is a file in Protocol, which may use
/// Syntax alone.
/// </summary>
[Collection(nameof(HouseGraph))]
public sealed class LayerProbeTests
{
    [Theory]
    [InlineData("a parent namespace", "Type Up => typeof(ScriptWsServer);", "ScriptWsServer")]
    [InlineData("a relative name", "int Up => Connections.TopicLimits.MaxNameLength;", "Connections/Audience/TopicLimits")]
    [InlineData("global::", "Type Up => typeof(global::ScriptWs.Scripting.ScriptHost);", "Scripting/ScriptHost")]
    [InlineData("a folder with one file", "Type Up => typeof(Certificates.CertificateFile);", "Certificates/CertificateFile")]
    [InlineData("a folder in the root namespace", "Exception Up() => new ScriptWsException();", "Api/ScriptWsException")]
    [InlineData("a target type", "ScriptWsException Up { get; } = new();", "Api/ScriptWsException")]
    [InlineData("an alias", "int Up => Alias.MaxNameLength;", "Connections/Audience/TopicLimits")]
    [InlineData("a static import", "int Up => MaxSubscriptions;", "Connections/Audience/TopicLimits")]
    [InlineData("an attribute", "[Configuration.Setting(\"\")] int Up { get; set; }", "Configuration/Reading/SettingAttribute")]
    [InlineData("a generic argument", "List<Dictionary<string, Reload.ScriptReloader?>> Up = [];", "Reload/ScriptReloader")]
    [InlineData("a constraint", "void Up<T>(T it) where T : Gates.Gate { }", "Gates/Gate")]
    [InlineData("a base type", "interface IUp : Connections.IMailbox { }", "Connections/Turns/IMailbox")]
    [InlineData("nameof", "string Up = nameof(Dispatch.ScriptWorker);", "Dispatch/ScriptWorker")]
    [InlineData("a local in a body", "void Up() { Supervision.Heartbeat? beat = null; _ = beat; }", "Supervision/Heartbeat")]
    [InlineData("a lambda", "Func<object, bool> Up = it => it is Transport.SocketListener;", "Transport/SocketListener")]
    public void Use_Upward_IsReported(string way, string member, string used)
    {
        var imports = way switch
        {
            "an alias" => "using Alias = ScriptWs.Connections.TopicLimits;",
            "a static import" => "using static ScriptWs.Connections.TopicLimits;",
            _ => "",
        };

        var reported = Upward($"{imports}\nnamespace ScriptWs.Protocol;\nfile class Probe\n{{\n    {member}\n}}\n");

        Assert.Contains($"src/ScriptWs/Protocol/Probe.cs:5: ScriptWs/{used}", reported);
        Assert.All(reported, place => Assert.EndsWith(used, place, StringComparison.Ordinal));
    }

    [Fact]
    public void Use_OfAMemberOfATypeThatIsNotWritten_IsReported() => Assert.Contains(
        "src/ScriptWs/Protocol/Probe.cs:2: ScriptWs/Connections/ConnectionUser",
        Upward("namespace ScriptWs.Protocol;\nfile class Probe { string? Up(Connections.Connection it) => it.User?.Name; }\n"));

    [Fact]
    public void Use_Downward_IsNotReported() => Assert.Empty(
        Upward("namespace ScriptWs.Protocol;\nfile class Probe { Type[] Down = [typeof(Syntax.DecimalText), typeof(CloseStatus)]; }\n"));

    private static List<string> Upward(string text) => [
        .. from use in HouseGraph.Current.UsesIn("ScriptWs", "src/ScriptWs/Protocol/Probe.cs", text)
           where House.IsUpward(use)
           select use.At(use.Used.Place)];
}
