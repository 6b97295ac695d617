namespace ScriptWs.Storage;

/// <summary>Keys of the server's own. No script reads, lists or writes them, and no backup contains them.</summary>
internal static class ReservedKeys
{
    /// <summary>What they begin with.</summary>
    public const string Prefix = "$scriptws/";

    /// <summary>What the keys of resumable connections begin with.</summary>
    public const string Resumable = Prefix + "resume/";

    /// <summary>What the keys of the last positions of histories begin with.</summary>
    public const string HistoryHeads = Prefix + "history-heads/";

    /// <summary>What the keys of the messages of histories begin with.</summary>
    public const string Histories = Prefix + "history/";

    /// <summary>Who writes them. The writer bounds their number: quotas are those of scripts.</summary>
    public const string Owner = "$scriptws";

    /// <summary>Comes after all of them in the order of keys.</summary>
    public const string Last = Prefix + "\U0010FFFF";

    public static bool Contains(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);
}
