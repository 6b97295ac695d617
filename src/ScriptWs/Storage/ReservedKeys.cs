namespace ScriptWs.Storage;

/// <summary>Keys of the server itself. No script can read, write or list them.</summary>
internal static class ReservedKeys
{
    /// <summary>What they begin with.</summary>
    public const char First = '\u0001';

    /// <summary>What the keys of resumable connections begin with.</summary>
    public const string Resumable = "\u0001resume/";

    /// <summary>A text after all of them and before every other key that comes later.</summary>
    public const string End = "\u0001\U0010FFFF";

    public static bool Contains(string key) => key.Length > 0 && key[0] == First;
}
