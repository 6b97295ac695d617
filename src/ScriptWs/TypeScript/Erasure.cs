namespace ScriptWs.TypeScript;

/// <summary>What is taken out of a source: every character becomes a blank, and what ends a line stays. All else keeps its place.</summary>
internal sealed class Erasure(string text)
{
    private readonly List<(int Start, int End)> _ranges = [];
    private readonly List<(int At, char Character)> _signs = [];

    /// <summary>How much is taken out so far, for <see cref="Return"/>.</summary>
    public (int Ranges, int Signs) Mark => (_ranges.Count, _signs.Count);

    /// <summary>Forgets what was taken out since.</summary>
    public void Return((int Ranges, int Signs) mark)
    {
        _ranges.RemoveRange(mark.Ranges, _ranges.Count - mark.Ranges);
        _signs.RemoveRange(mark.Signs, _signs.Count - mark.Signs);
    }

    public void Erase(int start, int end) => _ranges.Add((start, end));

    /// <summary>Puts a sign where something was taken out.</summary>
    public void Put(int at, char sign) => _signs.Add((at, sign));

    /// <summary>A statement or a member that goes as a whole. A semicolon in its place keeps its neighbours apart.</summary>
    public void EraseWhole(int start, int end, bool needsSemicolon)
    {
        while (_signs.Count > 0 && _signs[^1].At >= start) _signs.RemoveAt(_signs.Count - 1);
        Erase(start, end);
        if (needsSemicolon) Put(start, ';');
    }

    public bool HasNewLine(int start, int end) => text.AsSpan(start, end - start).ContainsAny("\n\r\u2028\u2029");

    /// <summary>The source without what was taken out.</summary>
    public string Apply() => _ranges.Count == 0 ? text : string.Create(text.Length, this, static (target, erasure) =>
    {
        erasure.Source.CopyTo(target);
        foreach (var (start, end) in erasure._ranges)
        {
            for (var i = start; i < end; i++)
            {
                if (!TokenScanner.IsNewLine(target[i])) target[i] = ' ';
            }
        }

        foreach (var (at, sign) in erasure._signs) target[at] = sign;
    });

    private string Source => text;
}
