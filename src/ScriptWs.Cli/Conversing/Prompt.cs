using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Spectre.Console.Rendering;

namespace ScriptWs.Cli.Conversing;

/// <summary>The line at the bottom of the terminal that is being typed while messages appear above it.</summary>
internal sealed class Prompt(TextWriter screen, ChannelReader<ConsoleKeyInfo> keys, Func<int> width)
{
    private const string Mark = "> ";
    private const string EraseLine = "\r\e[K";

    private readonly Lock _lock = new();
    private readonly LineEditor _editor = new();
    private bool _isShown;

    /// <returns>The next line; <c>null</c> when the user wants to end.</returns>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _isShown = true;
            Draw();
        }

        try
        {
            while (true)
            {
                var key = await keys.ReadAsync(cancellationToken);
                lock (_lock)
                {
                    if (!_editor.Apply(key, out var line))
                    {
                        // A paste is drawn once, and not a letter at a time.
                        if (!keys.TryPeek(out _)) Draw();
                        continue;
                    }

                    screen.Write(line is null ? EraseLine : $"{EraseLine}{Mark}{line}\n");
                    return line;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            screen.Write(EraseLine);
            return null;
        }
        finally
        {
            lock (_lock)
            {
                _isShown = false;
                screen.Flush();
            }
        }
    }

    /// <summary>Prints above the line that is being typed.</summary>
    public void WriteAbove(string text)
    {
        lock (_lock)
        {
            if (_isShown) screen.Write(EraseLine);
            screen.Write(text + "\n");
            if (_isShown) Draw();
            screen.Flush();
        }
    }

    /// <summary>Draws the part of the line around the cursor that fits: a line that wrapped could not be erased.</summary>
    private void Draw()
    {
        var text = _editor.Text;
        var room = Math.Max(1, width() - Mark.Length - 1);
        var start = 0;
        while (Cells(text[start.._editor.Cursor]) > room) start += StringInfo.GetNextTextElementLength(text.AsSpan(start));

        var shown = new StringBuilder();
        for (var at = start; at < text.Length;)
        {
            var element = StringInfo.GetNextTextElement(text, at);
            if (Cells(shown.ToString()) + Cells(element) > room) break;
            shown.Append(element);
            at += element.Length;
        }

        screen.Write($"{EraseLine}{Mark}{shown}\r\e[{Mark.Length + Cells(text[start.._editor.Cursor])}C");
        screen.Flush();
    }

    private static int Cells(string text) => new Segment(text).CellCount();
}
