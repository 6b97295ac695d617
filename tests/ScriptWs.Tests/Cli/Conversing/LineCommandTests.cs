using ScriptWs.Cli.Conversing;

namespace ScriptWs.Tests.Cli;

/// <summary>What typed lines mean.</summary>
public sealed class LineCommandTests
{
    [Theory]
    [InlineData("hello", "Text", "68656C6C6F")]
    [InlineData("", "Text", "")]
    [InlineData("/name a", "Text", "2F6E616D652061")]
    [InlineData("//ping", "Text", "2F70696E67")]
    [InlineData("/ping", "Ping", "")]
    [InlineData("/ping a b", "Ping", "612062")]
    [InlineData("/hex 00 fF7f", "Binary", "00FF7F")]
    [InlineData("/close", "Close", "03E8")]
    [InlineData("/close 4001 bye", "Close", "0FA1627965")]
    [InlineData("/quit", "Close", "03E8")]
    public void Line_Always_BecomesWhatItAsksFor(string line, string opcode, string payload)
    {
        var command = LineCommand.Parse(line, out var problem);

        Assert.Equal((opcode, payload, ""), (command!.Opcode.ToString(), Convert.ToHexString(command.Payload), problem));
    }

    [Theory]
    [InlineData("/hex 0", "/hex takes pairs of hexadecimal digits, as in /hex 00 ff 7f")]
    [InlineData("/close 1005", "\"1005\" is not a status code to send; there are 1000 to 1003, 1007 to 1014 and 3000 to 4999")]
    [InlineData("/close now", "\"now\" is not a status code to send; there are 1000 to 1003, 1007 to 1014 and 3000 to 4999")]
    [InlineData("/help", LineCommand.Help)]
    public void Line_ThatSendsNothing_SaysWhy(string line, string explanation)
    {
        var command = LineCommand.Parse(line, out var problem);

        Assert.Equal((null, explanation), (command, problem));
    }
}
