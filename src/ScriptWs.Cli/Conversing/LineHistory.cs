namespace ScriptWs.Cli.Conversing;

/// <summary>The lines typed before, walked by the cursor keys.</summary>
internal sealed class LineHistory
{
    private const int MaxLines = 500;

    private readonly List<string> _lines = [];
    private string _draft = "";
    private int _at;

    public void Add(string line)
    {
        if (line.Length > 0 && (_lines.Count == 0 || _lines[^1] != line)) _lines.Add(line);
        if (_lines.Count > MaxLines) _lines.RemoveAt(0);
        _at = _lines.Count;
        _draft = "";
    }

    /// <summary>An earlier line, or <c>null</c> when there is none; what is being typed is kept for the way back.</summary>
    public string? Earlier(string current)
    {
        if (_at == 0) return null;
        if (_at == _lines.Count) _draft = current;
        return _lines[--_at];
    }

    /// <summary>A later line, at the end what was being typed; <c>null</c> when one is there already.</summary>
    public string? Later()
    {
        if (_at == _lines.Count) return null;
        return ++_at == _lines.Count ? _draft : _lines[_at];
    }
}
