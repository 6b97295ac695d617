using System.Buffers.Text;
using System.Text;
using ScriptWs.Storage;

namespace ScriptWs.Redis;

/// <summary>Entries as the scripts of this folder write them: version, expiry and owner in text, then the value.</summary>
internal static class EntryText
{
    /// <returns><c>null</c> when the bytes are none, or the entry has expired.</returns>
    public static StoredEntry? Read(string key, ReadOnlySpan<byte> entry, long now)
    {
        if (!TryNumber(ref entry, out var version) || !TryExpiry(ref entry, out var expires)) return null;
        if (!TryNumber(ref entry, out var length) || length > entry.Length || expires <= now) return null;

        var owner = Encoding.UTF8.GetString(entry[..(int)length]);
        return new StoredEntry(key, entry[(int)length..].ToArray(), version, expires, owner);
    }

    private static bool TryExpiry(ref ReadOnlySpan<byte> rest, out long? expires)
    {
        expires = null;
        if (rest is [(byte)' ', ..])
        {
            rest = rest[1..];
            return true;
        }

        if (!TryNumber(ref rest, out var at)) return false;

        expires = at;
        return true;
    }

    /// <summary>A number and the space behind it.</summary>
    private static bool TryNumber(ref ReadOnlySpan<byte> rest, out long number)
    {
        if (!Utf8Parser.TryParse(rest, out number, out var length) || number < 0) return false;
        if (length >= rest.Length || rest[length] != ' ') return false;

        rest = rest[(length + 1)..];
        return true;
    }
}
