using System.Globalization;
using System.Text;

namespace ScriptWs.Cli.Conversing;

/// <summary>One line that is being typed: keys in, text and cursor out. It draws nothing.</summary>
internal sealed class LineEditor
{
    private const int MaxLength = 64 * 1024;

    private readonly StringBuilder _text = new();
    private readonly LineHistory _history = new();

    public string Text => _text.ToString();

    /// <summary>The cursor, as an index into the text.</summary>
    public int Cursor { get; private set; }

    /// <summary>Applies one key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="line">The finished line, <c>null</c> when the user wants to end.</param>
    /// <returns>Whether typing has ended.</returns>
    public bool Apply(ConsoleKeyInfo key, out string? line)
    {
        line = null;
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        var isWord = isControl || key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                line = Take();
                return true;
            case ConsoleKey.D when isControl && _text.Length == 0:
                return true;
            case ConsoleKey.LeftArrow when isWord:
            case ConsoleKey.B when isWord && !isControl:
                Cursor = WordBefore();
                break;
            case ConsoleKey.RightArrow when isWord:
            case ConsoleKey.F when isWord && !isControl:
                Cursor = WordAfter();
                break;
            case ConsoleKey.LeftArrow:
            case ConsoleKey.B when isControl:
                Cursor = Before(Cursor);
                break;
            case ConsoleKey.RightArrow:
            case ConsoleKey.F when isControl:
                Cursor = After(Cursor);
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when isControl:
                Cursor = 0;
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when isControl:
                Cursor = _text.Length;
                break;
            case ConsoleKey.Backspace when isWord:
            case ConsoleKey.W when isControl:
                Remove(WordBefore(), Cursor);
                break;
            case ConsoleKey.Backspace:
            case ConsoleKey.H when isControl:
                Remove(Before(Cursor), Cursor);
                break;
            case ConsoleKey.Delete:
            case ConsoleKey.D when isControl:
                Remove(Cursor, After(Cursor));
                break;
            case ConsoleKey.U when isControl:
                Remove(0, Cursor);
                break;
            case ConsoleKey.K when isControl:
                Remove(Cursor, _text.Length);
                break;
            case ConsoleKey.UpArrow:
            case ConsoleKey.P when isControl:
                Show(_history.Earlier(Text));
                break;
            case ConsoleKey.DownArrow:
            case ConsoleKey.N when isControl:
                Show(_history.Later());
                break;
            default:
                Insert(key.KeyChar);
                break;
        }

        return false;
    }

    private string Take()
    {
        var line = Text;
        _history.Add(line);
        _text.Clear();
        Cursor = 0;
        return line;
    }

    private void Insert(char c)
    {
        if (char.IsControl(c) || _text.Length >= MaxLength) return;
        _text.Insert(Cursor++, c);
    }

    private void Remove(int from, int to)
    {
        _text.Remove(from, to - from);
        Cursor = from;
    }

    private void Show(string? line)
    {
        if (line is null) return;
        _text.Clear().Append(line);
        Cursor = _text.Length;
    }

    // A letter with its accents, or an emoji of several code points, is one step for the cursor.
    private int After(int index) => index == _text.Length ? index : index + StringInfo.GetNextTextElementLength(Text.AsSpan(index));

    private int Before(int index)
    {
        var at = 0;
        for (var next = After(0); next < index; next = After(next)) at = next;
        return at;
    }

    private int WordBefore()
    {
        var at = Cursor;
        while (at > 0 && char.IsWhiteSpace(_text[at - 1])) at--;
        while (at > 0 && !char.IsWhiteSpace(_text[at - 1])) at--;
        return at;
    }

    private int WordAfter()
    {
        var at = Cursor;
        while (at < _text.Length && char.IsWhiteSpace(_text[at])) at++;
        while (at < _text.Length && !char.IsWhiteSpace(_text[at])) at++;
        return at;
    }
}
