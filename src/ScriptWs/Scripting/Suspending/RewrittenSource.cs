using System.Runtime.CompilerServices;
using System.Text;
using Acornima;
using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>A source that is put together of pieces of another one and of text between them, and where each piece came from.</summary>
internal sealed class RewrittenSource(string original)
{
    private readonly StringBuilder _text = new(original.Length + 256);

    /// <summary>Where a piece begins, here and in the original; what was added counts as being where it was added.</summary>
    private readonly List<(int Here, int There, bool IsCopied)> _pieces = [];

    private int _there;

    public string Text => _text.ToString();

    /// <summary>Takes a part of the original over.</summary>
    public void Copy(int start, int end)
    {
        if (end <= start) return;

        _pieces.Add((_text.Length, start, true));
        _text.Append(original, start, end - start);
        _there = end;
    }

    /// <summary>Adds text of its own.</summary>
    public void Add(string text)
    {
        _pieces.Add((_text.Length, _there, false));
        _text.Append(text);
    }

    /// <summary>Gives all nodes of the rewritten source the places that they have in the original, where errors are looked for.</summary>
    public void RestorePlaces(Node root)
    {
        var lines = LineStarts();
        var waiting = new Stack<Node>([root]);
        while (waiting.TryPop(out var node))
        {
            // The parser's places are read-only to others; only this code has the tree yet.
            ref var location = ref Unsafe.AsRef(in node.LocationRef);
            location = SourceLocation.From(At(lines, node.Range.Start), At(lines, node.Range.End), location.SourceFile);
            foreach (var child in node.ChildNodes) waiting.Push(child);
        }
    }

    private Position At(List<int> lines, int here)
    {
        var index = _pieces.BinarySearch((here, int.MaxValue, true));
        var piece = _pieces[Math.Max(0, index < 0 ? ~index - 1 : index)];
        var there = piece.IsCopied ? piece.There + here - piece.Here : piece.There;
        var line = lines.BinarySearch(there);
        if (line < 0) line = ~line - 1;
        return Position.From(line + 1, there - lines[line]);
    }

    private List<int> LineStarts()
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < original.Length; i++)
        {
            if (original[i] is '\n' or '\u2028' or '\u2029' || (original[i] == '\r' && (i + 1 == original.Length || original[i + 1] != '\n')))
                starts.Add(i + 1);
        }

        return starts;
    }
}
