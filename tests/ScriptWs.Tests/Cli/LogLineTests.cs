using Microsoft.Extensions.Logging;
using ScriptWs.Cli.Logging;

namespace ScriptWs.Tests.Cli;

/// <summary>How the log looks.</summary>
public sealed class LogLineTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 67, TimeSpan.Zero);

    [Fact]
    public void Text_Always_IsOneLineWithoutControlCharacters()
    {
        var line = new LogLine(LogLevel.Warning, "ScriptWs.Script", 1, "two\nlines \e[31m", null);

        Assert.Equal("03:04:05.067 warn  Script: two␊lines ␛[31m", line.ToText(Now, hasColors: false));
    }

    [Fact]
    public void Text_WithAnException_NamesIt()
    {
        var line = new LogLine(LogLevel.Error, "ScriptWs.ScriptWsServer", 1004, "A C# event handler threw.", new InvalidOperationException("No room."));

        Assert.Equal("03:04:05.067 error Server: A C# event handler threw. (InvalidOperationException: No room.)", line.ToText(Now, hasColors: false));
    }

    [Fact]
    public void Text_OnATerminal_HasColors()
    {
        var line = new LogLine(LogLevel.Information, "ScriptWs.Script", 1, "hello", null);

        Assert.Equal("\e[90m03:04:05.067\e[0m \e[32minfo \e[0m Script: hello", line.ToText(Now, hasColors: true));
    }

    [Fact]
    public void Json_Always_HoldsEverything()
    {
        var line = new LogLine(LogLevel.Information, "ScriptWs.Script", 3101, "say \"hi\"", null);

        Assert.Equal(
            """{"time":"2026-01-02T03:04:05.067Z","level":"information","category":"ScriptWs.Script","id":3101,"message":"say \"hi\""}""", line.ToJson(Now));
    }

    [Fact]
    public void Json_WithFields_HoldsEachOnceByItsKind()
    {
        KeyValuePair<string, object?>[] fields =
        [
            new("Connection", Guid.Empty), new("line", 7), new("Seconds", 1.5), new("IsLast", true), new("address", null), new("Text", "hello"),
            new("Id", 9), new("line", 8), new("", "x"), new("Infinite", double.PositiveInfinity), new("{OriginalFormat}", "{Text}"),
        ];
        var line = new LogLine(LogLevel.Information, "ScriptWs.Script", 3101, "hello", null, fields);

        Assert.Equal(
            """{"time":"2026-01-02T03:04:05.067Z","level":"information","category":"ScriptWs.Script","id":3101,"message":"hello","connection":"00000000-0000-0000-0000-000000000000","line":7,"seconds":1.5,"isLast":true,"infinite":"Infinity"}""",
            line.ToJson(Now));
    }
}
