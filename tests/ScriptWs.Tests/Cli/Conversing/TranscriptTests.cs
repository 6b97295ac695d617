using ScriptWs.Cli.Client;
using ScriptWs.Cli.Conversing;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Cli;

/// <summary>What a person sees of a conversation.</summary>
public sealed class TranscriptTests
{
    private readonly List<string> _printed = [];

    [Fact]
    public void Text_WithControlCharacters_CannotMoveTheCursor()
    {
        Transcript().Add(new Received(Opcode.Text, [.. "two\nlines \e[2J\a"u8]));

        Assert.Equal(["< two\n  lines ␛[2J␇"], _printed);
    }

    [Fact]
    public void Binary_Always_IsShownInRowsOf16()
    {
        Transcript().Add(new Received(Opcode.Binary, [.. Enumerable.Range(0, 17).Select(i => (byte)i)]));

        Assert.Equal(["< 17 bytes:\n  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n  10"], _printed);
    }

    [Fact]
    public void Close_WithAReason_ShowsCodeAndReason()
    {
        Transcript().Closed("the server", 1001, "bye");

        Assert.Equal(["* closed by the server with 1001 \"bye\""], _printed);
    }

    [Fact]
    public void Notice_InColors_IsGrey()
    {
        new Transcript(_printed.Add, _printed.Add, isForPeople: true, hasColors: true).Notice("connected");

        Assert.Equal(["\e[90m* connected\e[0m"], _printed);
    }

    private Transcript Transcript() => new(_printed.Add, _printed.Add, isForPeople: true, hasColors: false);
}
