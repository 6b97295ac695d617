using System.Globalization;

namespace ScriptWs.Connections;

/// <summary>The place of a message in the history of its topic. Only the server compares positions; to clients it is a text.</summary>
/// <param name="Id">Microseconds since 1970, larger for each message of a topic; 0 for none.</param>
internal readonly record struct Position(long Id)
{
    /// <summary>Digits of a long.</summary>
    private const int MaxLength = 16;

    public bool IsNone => Id == 0;

    /// <returns><c>false</c> when the text is no position.</returns>
    public static bool TryParse(string text, out Position position)
    {
        position = default;
        if (text.Length > MaxLength) return false;
        if (!long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) || id <= 0) return false;

        position = new(id);
        return true;
    }

    public override string ToString() => Id.ToString("x", CultureInfo.InvariantCulture);
}
