namespace ScriptWs.Storage;

/// <summary>The order of keys: by code points, as that of their UTF-8 bytes, so that every backend lists alike.</summary>
internal sealed class StorageKeyOrder : IComparer<string>
{
    public static StorageKeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var length = Math.Min(x!.Length, y!.Length);
        for (var i = 0; i < length; i++)
        {
            if (x[i] != y[i]) return Rank(x[i]) - Rank(y[i]);
        }

        return x.Length - y.Length;
    }

    /// <summary>Surrogates, which stand for what is above U+FFFF, come after all other characters.</summary>
    private static int Rank(char c) => c >= 0xE000 ? c - 0x800 : c >= 0xD800 ? c + 0x2000 : c;
}
