using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Supervising;

namespace ScriptWs.Tests.Supervising;

/// <summary>What the variables of socket activation mean (sd_listen_fds(3)).</summary>
public sealed class SystemdSocketsTests
{
    [Fact]
    public void Variables_OfThisProcess_CountFromDescriptor3() => Assert.Equal(
        [(3, "web"), (4, "admin")],
        Systemd.Sockets(Variables("10", "2", "web:admin"), 10));

    [Fact]
    public void Names_ThatAreMissing_AreNumbers() => Assert.Equal(
        [(3, "web"), (4, "4"), (5, "5")],
        Systemd.Sockets(Variables("10", "3", "web:"), 10));

    [Theory]
    [InlineData("11", "2")] // inherited by chance: meant for another process
    [InlineData(null, "2")]
    [InlineData("10", null)]
    [InlineData("10", "-1")]
    [InlineData("10", "many")]
    [InlineData("10", "0")]
    public void Variables_OfOthersOrNone_MeanNoSocket(string? process, string? count) =>
        Assert.Empty(Systemd.Sockets(Variables(process, count, null), 10));

    private static Func<string, string?> Variables(string? process, string? count, string? names) => name => name switch
    {
        "LISTEN_PID" => process,
        "LISTEN_FDS" => count,
        "LISTEN_FDNAMES" => names,
        _ => null,
    };
}
