namespace ScriptWs.Scripting;

/// <summary>Keeps one failure that happens again and again from flooding the log. Owned by one host.</summary>
internal sealed class RepeatedFailures(TimeProvider clock)
{
    /// <summary>Times that the same line is logged within one <see cref="Window"/>.</summary>
    public const int MaxInWindow = 10;

    /// <summary>Different lines that are remembered; then all are forgotten.</summary>
    private const int MaxLines = 200;

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (long Began, int Count)> _lines = [];

    /// <param name="line">The line.</param>
    /// <param name="left">How often it was left out in the window before.</param>
    /// <returns>Whether it is to be logged.</returns>
    public bool Admits(string line, out int left)
    {
        left = 0;
        if (_lines.Count > MaxLines) _lines.Clear();
        if (_lines.TryGetValue(line, out var window) && clock.GetElapsedTime(window.Began) < Window)
        {
            _lines[line] = window with { Count = window.Count + 1 };
            return window.Count < MaxInWindow;
        }

        left = Math.Max(0, window.Count - MaxInWindow);
        _lines[line] = (clock.GetTimestamp(), 1);
        return true;
    }
}
