using System.Threading.Channels;
using ScriptWs.Cli.Conversing;

namespace ScriptWs.Tests.Cli;

/// <summary>Line editing: keys in, the finished lines and the screen out.</summary>
public sealed class PromptTests
{
    private static readonly ConsoleKeyInfo Enter = new('\r', ConsoleKey.Enter, shift: false, alt: false, control: false);

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("ac ← b", "abc")]
    [InlineData("bc ⇤ a ⇥ d", "abcd")]
    [InlineData("abx ⌫ c", "abc")]
    [InlineData("abc ⇤ ⌦", "bc")]
    [InlineData("one_two ^W", "one_")]
    [InlineData("one_two ^U three", "three")]
    [InlineData("one_two ⇤ ^← ^→ ^K", "one")]
    [InlineData("👍🏽 ⌫ a", "a")]
    public async Task Keys_Always_EditTheLine(string keys, string line)
    {
        var prompt = PromptOf(out _, [.. Keys(keys), Enter]);

        Assert.Equal(line.Replace('_', ' '), await prompt.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task UpAndDown_AfterSomeLines_WalkThroughThemAndBackToTheDraft()
    {
        var prompt = PromptOf(out _, [.. Keys("first"), Enter, .. Keys("second"), Enter, .. Keys("↑ ↑ ↑"), Enter, .. Keys("dra ↑ ↓ ft"), Enter]);

        var lines = new List<string?>();
        for (var i = 0; i < 4; i++) lines.Add(await prompt.ReadLineAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["first", "second", "first", "draft"], lines);
    }

    [Fact]
    public async Task ControlD_OnAnEmptyLine_EndsTheInput()
    {
        var prompt = PromptOf(out _, [.. Keys("^D")]);

        Assert.Null(await prompt.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Message_WhileALineIsTyped_AppearsAboveIt()
    {
        var keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        var screen = new StringWriter();
        var prompt = new Prompt(screen, keys.Reader, () => 80);
        var reading = prompt.ReadLineAsync(TestContext.Current.CancellationToken);

        prompt.WriteAbove("< news");
        keys.Writer.TryWrite(Enter);
        await reading.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal("\r\e[K> \r\e[2C\r\e[K< news\n\r\e[K> \r\e[2C\r\e[K> \n", screen.ToString());
    }

    [Fact]
    public async Task Line_WiderThanTheScreen_ShowsWhatIsAroundTheCursor()
    {
        var prompt = PromptOf(out var screen, [.. Keys("abcdefghij日本"), .. Keys("^D")]);
        using var end = new CancellationTokenSource();

        var reading = prompt.ReadLineAsync(end.Token);
        await end.CancelAsync();
        await reading;

        Assert.Contains("\r\e[K> hij日本\r\e[9C", screen.ToString(), StringComparison.Ordinal);
    }

    private static Prompt PromptOf(out StringWriter screen, ConsoleKeyInfo[] typed)
    {
        var keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        foreach (var key in typed) keys.Writer.TryWrite(key);
        screen = new StringWriter();
        return new Prompt(screen, keys.Reader, () => 10);
    }

    /// <summary>Words are typed, signs are keys, and _ is a blank.</summary>
    private static IEnumerable<ConsoleKeyInfo> Keys(string text) => text.Split(' ').SelectMany(word => word switch
    {
        "←" => [Key(ConsoleKey.LeftArrow)],
        "→" => [Key(ConsoleKey.RightArrow)],
        "↑" => [Key(ConsoleKey.UpArrow)],
        "↓" => [Key(ConsoleKey.DownArrow)],
        "⇤" => [Key(ConsoleKey.Home)],
        "⇥" => [Key(ConsoleKey.End)],
        "⌫" => [Key(ConsoleKey.Backspace)],
        "⌦" => [Key(ConsoleKey.Delete)],
        "^←" => [Key(ConsoleKey.LeftArrow, control: true)],
        "^→" => [Key(ConsoleKey.RightArrow, control: true)],
        ['^', var letter] => [Key(ConsoleKey.A + (letter - 'A'), control: true)],
        _ => word.Select(c => new ConsoleKeyInfo(c == '_' ? ' ' : c, ConsoleKey.None, false, false, false)).ToArray(),
    });

    private static ConsoleKeyInfo Key(ConsoleKey key, bool control = false) => new('\0', key, false, false, control);
}
