using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>
/// A string that is kept as UTF-8 until a script looks at its characters: the text of a message, or what JSON.stringify wrote. A script
/// that parses, sends or publishes it needs no characters, and what it sends is copied and not encoded again.
/// </summary>
internal sealed class EncodedText : JsString
{
    private byte[]? _utf8;
    private string? _characters;
    private int _length = -1;

    private EncodedText(byte[] utf8)
        : base((string)null!) => _utf8 = utf8; // the engine's way to say that there are no characters yet

    public override int Length
    {
        get
        {
            if (_length < 0) _length = _utf8 is { } utf8 ? Encoding.UTF8.GetCharCount(utf8) : _characters!.Length;
            return _length;
        }
    }

    public override char this[int index] => ToString()[index];

    /// <param name="utf8">Valid UTF-8; it is copied.</param>
    public static JsString Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < 2) return JsString.Create(Encoding.UTF8.GetString(utf8));

        var copy = GC.AllocateUninitializedArray<byte>(utf8.Length);
        utf8.CopyTo(copy);
        return new EncodedText(copy);
    }

    /// <param name="characters">They are kept as UTF-8. Half of a surrogate pair has none, and makes it a plain string.</param>
    public static JsString Of(ReadOnlySpan<char> characters)
    {
        if (characters.Length < 2) return JsString.Create(characters.ToString());

        var utf8 = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetByteCount(characters));
        return Utf8.FromUtf16(characters, utf8, out _, out _, replaceInvalidSequences: false) == OperationStatus.Done
            ? new EncodedText(utf8)
            : JsString.Create(characters.ToString());
    }

    /// <summary>The UTF-8, as long as no script has looked at the characters. It never changes.</summary>
    public bool TryGetUtf8([NotNullWhen(true)] out byte[]? utf8) => (utf8 = _utf8) is not null;

    /// <summary>From now on the characters are kept in place of the UTF-8.</summary>
    public override string ToString()
    {
        if (_characters is { } known) return known;

        var characters = Encoding.UTF8.GetString(_utf8!);
        (_characters, _utf8) = (characters, null);
        return characters;
    }
}
